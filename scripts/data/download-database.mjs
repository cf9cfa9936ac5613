import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKSUM_LIST } from './databases.mjs';
import { downloadFile, fetchText } from './download-file.mjs';

/** More would be rude to a server that is free for everybody. */
const FILES_AT_ONCE = 4;

/**
 * Downloads the files of a database that `wanted` accepts into `folder`, and writes beside them what they are, so that the
 * served lab can offer them. `onProgress({done, total, fetched})` after each file. Throws an Error with a sentence.
 */
export async function downloadDatabase({ label, address, wanted, folder, onProgress }) {
  const files = parseChecksums(await fetchText(address + CHECKSUM_LIST)).filter(({ path }) => wanted(path));
  if (files.length === 0)
    throw new Error(`${address}${CHECKSUM_LIST}: expected the files asked for, found none of them.`);
  const stop = new AbortController();
  const waiting = [...files];
  let done = 0;
  let fetched = 0;
  const work = async () => {
    for (let next = waiting.shift(); next && !stop.signal.aborted; next = waiting.shift()) {
      const { path, sha256 } = next;
      const url = new URL(path, address).href;
      if (await downloadFile({ url, path: join(folder, path), sha256, signal: stop.signal })) fetched += 1;
      done += 1;
      onProgress({ done, total: files.length, fetched });
    }
  };
  // The first failure ends the others too: where one file cannot be had, the next hundred sentences would say the same.
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, () => work().catch((error) => stop.abort(error)))).then(() =>
    stop.signal.throwIfAborted(),
  );
  writeFileSync(join(folder, 'about.json'), `${JSON.stringify({ label, origin: address })}\n`);
  return { files: files.length, fetched };
}

/** `[{sha256, path}]`. A path that would leave the folder is left out. */
function parseChecksums(text) {
  return text
    .split(/\r?\n/)
    .map((line) => /^([0-9a-f]{64})\s+\*?(?:\.\/)?(\S.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, sha256, path]) => ({ sha256, path }))
    .filter(({ path }) => !path.startsWith('/') && !path.split(/[\\/]/).includes('..'));
}
