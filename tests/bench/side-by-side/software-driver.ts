/** Where there is no GPU: Chromium brings a Vulkan driver that computes on the CPU, and the loader that finds drivers. */

import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findChromium } from '../../../scripts/find-chromium.mjs';

const DRIVER = 'vk_swiftshader_icd.json';

/** Debian and Ubuntu start Chromium by a script, and keep it elsewhere. */
const USUAL_FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/** The folder of a Chromium that has the driver, or undefined. */
export function findSoftwareDriver(): string | undefined {
  const chromium = findChromium();
  const folders = chromium ? [dirname(realpathSync(chromium)), ...USUAL_FOLDERS] : USUAL_FOLDERS;
  return folders.find((folder) => existsSync(join(folder, DRIVER)));
}

/** For a process to come: it finds its loader as it starts, or never. */
export function withSoftwareDriver(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const loaders = [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { ...env, VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: loaders };
}
