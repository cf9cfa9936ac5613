import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.mjs';
import { fail, run, tool } from './project.mjs';

const isRoot = process.getuid?.() === 0;
const hasApt = existsSync('/usr/bin/apt-get');

/** A system package, where this user may install one. */
async function installWithApt() {
  console.log('No Chromium was found: installing the system package chromium ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { code } = await run('apt-get', ['update'], { env });
  if (code !== 0) return;
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
}

/** Playwright's own build, into its cache in the home folder. */
async function installWithPlaywright() {
  console.log("No Chromium was found: fetching Playwright's own ...");
  await run(tool('playwright'), ['install', ...(isRoot && hasApt ? ['--with-deps'] : []), 'chromium']);
}

/** The path of a Chromium, which it installs where none is found. Ends the command with a sentence where that fails. */
export async function ensureChromium() {
  const installers = [...(isRoot && hasApt ? [installWithApt] : []), installWithPlaywright];
  for (const install of installers) {
    const found = findChromium();
    if (found) return checked(found);
    await install();
  }
  return (
    findChromium() ??
    fail(
      'The browser tests need Chromium, and none could be installed: install Chromium or Chrome (on Debian: sudo apt-get ' +
        'install chromium) or set CHROMIUM_PATH to the path of one, then run npm test again.',
    )
  );
}

function checked(path) {
  return existsSync(path) ? path : fail(`CHROMIUM_PATH names ${path}, and there is no such file: correct or unset it.`);
}
