/** Lets the served lab offer the databases that `npm run data` downloaded: their list and their files, below `data/`. */

import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, normalize, sep } from 'node:path';
import type { Plugin } from 'vite';
import { LOCAL_DATA } from '../project.mjs';

/** One downloaded database, as `data/list.json` names it. */
interface LocalDatabase {
  readonly id: string;
  readonly label: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

export function localData(): Plugin {
  const serve = { name: 'local-data' } as Plugin;
  serve.configureServer = (server) => void server.middlewares.use('/data', answer);
  serve.configurePreviewServer = (server) => void server.middlewares.use('/data', answer);
  return serve;
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/').slice(1);
  response.setHeader('Cache-Control', 'no-store');
  if (path === 'list.json') {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(listDatabases()));
    return;
  }
  const file = normalize(join(LOCAL_DATA, path));
  if (!file.startsWith(LOCAL_DATA + sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  sendFile(file, request.headers.range, response);
}

/** Databases whose download came to its end. */
function listDatabases(): LocalDatabase[] {
  if (!existsSync(LOCAL_DATA)) return [];
  return readdirSync(LOCAL_DATA)
    .filter((id) => existsSync(join(LOCAL_DATA, id, 'about.json')))
    .map((id) => {
      const { label } = JSON.parse(readFileSync(join(LOCAL_DATA, id, 'about.json'), 'utf8')) as { label: string };
      return { id, label, files: filesUnder(join(LOCAL_DATA, id)) };
    });
}

function filesUnder(folder: string): LocalDatabase['files'] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path !== 'about.json' && !path.endsWith('.part') && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => ({ path: path.replaceAll('\\', '/'), size: statSync(join(folder, path)).size }));
}

/** The whole file, or the one range of bytes that is asked for. */
function sendFile(file: string, range: string | undefined, response: ServerResponse): void {
  const { size } = statSync(file);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = Math.min(size, last ? Number(last) + 1 : size);
  if (start >= end && size > 0) {
    response.writeHead(416).end();
    return;
  }
  response.writeHead(first === undefined ? 200 : 206, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': end - start,
    ...(first !== undefined && { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
  });
  if (size === 0) response.end();
  else createReadStream(file, { start, end: end - 1 }).pipe(response);
}
