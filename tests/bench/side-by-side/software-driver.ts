/** Where there is no GPU: Chromium brings a Vulkan driver that computes on the CPU, and the loader that finds drivers. */

import { spawn } from 'node:child_process';
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

/** True where this process was started by `startAgainWith`. */
export function hasSoftwareDriver(): boolean {
  return process.env.VK_ICD_FILENAMES?.endsWith(DRIVER) ?? false;
}

/** Runs this program once more with the driver of `folder`: a process finds its loader as it starts, or never. */
export function startAgainWith(folder: string): Promise<number> {
  const loaders = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const env = { ...process.env, VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: loaders };
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], { env, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
