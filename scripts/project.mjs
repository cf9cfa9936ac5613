import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the commands leave for each other: reports and fingerprints. Never committed. */
export const CACHE = join(ROOT, '.cache');

/** Databases that `npm run data` downloaded, a folder each; the served lab offers them. Never committed. */
export const LOCAL_DATA = resolve(process.env.LAB_DATA ?? join(ROOT, 'data'));

/** Prints one sentence and ends the command. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/**
 * Runs a program in the repository's folder. Resolves with its exit code (1 where a signal ended it, 127 where it is not
 * there) and, where `stdio` pipes them, both its outputs in the order in which they came.
 */
export function run(command, args, { stdio = 'inherit', env = process.env, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    // Windows starts npm and the tools of node_modules/.bin through a shell only.
    const shell = process.platform === 'win32' && command !== process.execPath;
    const child = spawn(command, args, { stdio, env, cwd, shell });
    const release = passSignalsOn(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    const end = (code) => {
      release();
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** A terminal sends Ctrl+C to the child as well, so that one is only waited for; a plain kill reaches this process alone. */
function passSignalsOn(child) {
  const wait = () => {};
  const pass = (signal) => child.kill(signal);
  process.on('SIGINT', wait).on('SIGTERM', pass);
  return () => process.off('SIGINT', wait).off('SIGTERM', pass);
}

/** The path of a tool that the dependencies bring. */
export function tool(name) {
  return join(ROOT, 'node_modules', '.bin', name);
}
