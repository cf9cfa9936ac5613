import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fail, ROOT, run } from './project.mjs';

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lock file asks for. Versions are compared, not times: a checkout touches files
 * that it does not change. Packages for other platforms are rightly absent.
 */
function isInstalled() {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === version : Boolean(optional || devOptional);
  });
}

/** The npm that started us where there is one, so that its version and settings are the person's own. */
function npm() {
  const starter = process.env.npm_execpath ?? '';
  return basename(starter) === 'npm-cli.js' ? [process.execPath, starter] : ['npm'];
}

/** Installs the dependencies of the lock file where they are not there yet. Writes to stderr only. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing what the lab needs (once; this takes the network) ...');
  const [command, ...args] = npm();
  const { code } = await run(command, [...args, 'ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
  if (code !== 0) {
    fail(`npm ci ended with code ${code}, so the lab cannot start: see its message above, most often the network.`);
  }
}
