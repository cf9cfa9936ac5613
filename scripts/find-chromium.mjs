import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const { platform, env } = process;

const ON_THE_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where installers put it that do not extend the PATH. */
const USUAL_PLACES = {
  linux: ['/usr/bin', '/usr/lib/chromium', '/opt/google/chrome', '/snap/bin'].flatMap((folder) =>
    [...ON_THE_PATH, 'chrome'].map((name) => join(folder, name)),
  ),
  darwin: ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
    join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
    join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
  ]),
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
    ]),
};

const PLAYWRIGHT_CACHE = {
  linux: join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright'),
  darwin: join(homedir(), 'Library/Caches/ms-playwright'),
  win32: join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
};

const IN_PLAYWRIGHT_CACHE = {
  linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
  darwin: ['chrome-mac-arm64', 'chrome-mac-x64', 'chrome-mac'].flatMap((folder) => [
    join(folder, 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing'),
    join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
  ]),
  win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
};

function onThePath() {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => ON_THE_PATH.map((name) => join(folder, name)));
}

/** The newest revision first. */
function inPlaywrightCache() {
  const cache = env.PLAYWRIGHT_BROWSERS_PATH ?? PLAYWRIGHT_CACHE[platform];
  if (!cache || !existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((revision) => IN_PLAYWRIGHT_CACHE[platform].map((path) => join(cache, revision, path)));
}

/** Ubuntu's chromium-browser may be a script that only says which snap to install; on Windows and macOS a file is a browser. */
function isBrowser(path) {
  if (!existsSync(path)) return false;
  if (platform !== 'linux') return true;
  try {
    const version = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000, stdio: 'pipe' });
    return /Chrom/.test(version);
  } catch {
    return false;
  }
}

/** The path of a Chromium or Chrome that starts, or undefined. The variable CHROMIUM_PATH goes before all else. */
export function findChromium() {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  return [...onThePath(), ...(USUAL_PLACES[platform] ?? []), ...inPlaywrightCache()].find(isBrowser);
}
