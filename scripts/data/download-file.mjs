import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file that arrives damaged is asked for once more, from its first byte; after that the server's copy is to blame. */
const TRIES = 2;

/**
 * Brings one file to `path`, checked against its SHA-256. What an interrupted download left in `path.part` is continued.
 * Resolves with whether anything had to be fetched. Throws an Error with a sentence for a person.
 */
export async function downloadFile({ url, path, sha256, signal }) {
  if (existsSync(path) && (await digestOf(path)) === sha256) return false;
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  for (let attempt = 1; ; attempt++) {
    await fetchRest(url, part, signal);
    const found = await digestOf(part);
    if (found === sha256) break;
    rmSync(part);
    if (attempt === TRIES) {
      throw new Error(
        `${url}: expected the SHA-256 ${sha256} that the database's list states, found ${found} twice. ` +
          'Nothing of it was kept; try again later.',
      );
    }
  }
  renameSync(part, path);
  return true;
}

async function fetchRest(url, part, signal) {
  const have = existsSync(part) ? statSync(part).size : 0;
  const response = await request(url, have > 0 ? { Range: `bytes=${have}-` } : {}, signal);
  // 416: there is nothing after what is here already; its checksum will tell whether that is all of it.
  if (response.status === 416) return;
  if (!response.ok || !response.body)
    throw new Error(`${url}: expected the file, found HTTP status ${response.status}.`);
  const goesOn = response.status === 206;
  try {
    await pipeline(Readable.fromWeb(response.body), createWriteStream(part, { flags: goesOn ? 'a' : 'w' }), { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(
      `${url}: the connection broke off (${error.message}). What came is kept: the same command continues it.`,
    );
  }
}

/** A text file of the database. Throws an Error with a sentence for a person. */
export async function fetchText(url, signal) {
  const response = await request(url, {}, signal);
  if (!response.ok) throw new Error(`${url}: expected the file, found HTTP status ${response.status}.`);
  return response.text();
}

async function request(url, headers, signal) {
  try {
    return await fetch(url, { headers, signal });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new Error(
      `${new URL(url).host} could not be reached (${reason}). Check the network and run the same command again.`,
    );
  }
}

async function digestOf(path) {
  const digest = createHash('sha256');
  if (existsSync(path)) await pipeline(createReadStream(path), digest);
  return digest.digest('hex');
}
