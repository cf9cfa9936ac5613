import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const DRIVER = 'vk_swiftshader_icd.json';

/** Debian and Ubuntu start Chromium by a script, and keep it elsewhere. */
const USUAL_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** The folder of a Chromium that brings a Vulkan driver which computes on the CPU, or undefined. */
export function findSoftwareDriver(chromium) {
  const folders = chromium ? [dirname(realpathSync(chromium)), ...USUAL_FOLDERS] : USUAL_FOLDERS;
  return folders.find((folder) => existsSync(join(folder, DRIVER)));
}

/** What a process must be started with to find that driver and its loader: it looks as it starts, or never. */
export function softwareDriverIn(folder) {
  const loaders = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: loaders };
}

/** The same for the driver that `chromium` brings; nothing where it brings none. A driver that was chosen already stays. */
export function softwareDriverOf(chromium) {
  const folder = process.env.VK_ICD_FILENAMES ? undefined : findSoftwareDriver(chromium);
  return folder ? softwareDriverIn(folder) : {};
}
