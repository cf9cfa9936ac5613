/** `npm run data` against a server on this machine that has a database, and can misbehave. */

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const FILES: Readonly<Record<string, Buffer>> = {
  '100.hea': Buffer.from('100 1 360 4\n100.dat 16 200 12 0 1 10 0 MLII\n'),
  '100.dat': Buffer.from(Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) % 251)),
  '100.atr': Buffer.from([1, 4, 0, 0]),
  '101.hea': Buffer.from('101 0\n'),
  RECORDS: Buffer.from('100\n101\n'),
};

const sums = Object.entries(FILES)
  .map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')} ${path}`)
  .join('\n');

interface Request {
  readonly path: string;
  readonly range: string | undefined;
}

interface Answer {
  readonly bytes: Buffer;
  /** Bytes after which the connection breaks. */
  readonly breaksAt?: number;
}

/** Breaks a connection of which something has arrived: what is still under way when it breaks is lost. */
async function breakOff(path: string, response: ServerResponse): Promise<void> {
  const part = join(folder, 'mitdb', `${path}.part`);
  await vi.waitUntil(() => existsSync(part) && statSync(part).size > 0, { timeout: 20_000 });
  response.destroy();
}

/** What the server sends for a file: as it is, unless a test says otherwise. */
let answer: (path: string, bytes: Buffer, turn: number) => Answer;
let requests: Request[];
let server: Server;
let folder: string;

beforeEach(async () => {
  answer = (_path, bytes) => ({ bytes });
  requests = [];
  folder = mkdtempSync(join(tmpdir(), 'lab-data-'));
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/mitdb/', '');
    const turn = requests.filter((each) => each.path === path).length;
    requests.push({ path, range: request.headers.range });
    if (path === 'SHA256SUMS.txt') return response.end(sums);
    const { bytes, breaksAt } = answer(path, FILES[path] ?? Buffer.alloc(0), turn);
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': bytes.length - from });
    response.write(bytes.subarray(from, breaksAt), () => (breaksAt ? breakOff(path, response) : response.end()));
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function download(...options: string[]): Promise<{ code: number; output: string }> {
  const { port } = server.address() as AddressInfo;
  const from = `http://127.0.0.1:${port}/mitdb`;
  return new Promise((resolve) => {
    const command = ['scripts/data.mjs', 'mitdb', '--from', from, '--to', folder, ...options];
    const child = execFile(process.execPath, command, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, output: stdout + stderr }),
    );
  });
}

const here = (): string[] => readdirSync(join(folder, 'mitdb')).sort();
const asked = (path: string): Request[] => requests.filter((request) => request.path === path);

describe('npm run data', () => {
  it('fetches the records, checks them, and fetches nothing twice', async () => {
    const first = await download();
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('4 files') });
    expect(here()).toEqual(['100.atr', '100.dat', '100.hea', '101.hea', 'about.json']);
    expect(readFileSync(join(folder, 'mitdb/100.dat')).equals(FILES['100.dat'] as Buffer)).toBe(true);
    const before = requests.length;
    expect((await download()).output).toContain('0 of them fetched now');
    expect(requests.slice(before).map(({ path }) => path)).toEqual(['SHA256SUMS.txt']);
  });

  it('takes only the records that are named', async () => {
    await download('--records', '101');
    expect(here()).toEqual(['101.hea', 'about.json']);
  });

  it('continues where a broken connection left off', async () => {
    answer = (path, bytes, turn) => (path === '100.dat' && turn === 0 ? { bytes, breaksAt: 70_000 } : { bytes });
    const broken = await download('--records', '100');
    expect(broken).toMatchObject({ code: 1, output: expect.stringContaining('broke off') });
    expect(here()).toContain('100.dat.part');
    expect((await download('--records', '100')).code).toBe(0);
    expect(asked('100.dat').at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(readFileSync(join(folder, 'mitdb/100.dat')).equals(FILES['100.dat'] as Buffer)).toBe(true);
  });

  it('asks once more for a damaged file, and keeps none that stays damaged', async () => {
    const damaged = Buffer.from(FILES['100.dat'] as Buffer);
    damaged[5] = 255;
    answer = (path, bytes, turn) => ({ bytes: path === '100.dat' && turn === 0 ? damaged : bytes });
    expect((await download('--records', '100')).code).toBe(0);
    rmSync(join(folder, 'mitdb/100.dat'));
    answer = (path, bytes) => ({ bytes: path === '100.dat' ? damaged : bytes });
    const refused = await download('--records', '100');
    expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/100\.dat: expected the SHA-256/) });
    expect(here().filter((name) => name.startsWith('100.dat'))).toEqual([]);
  });

  it('says in one sentence that the network is not there, or that it knows no such database', async () => {
    const away = await new Promise<string>((resolve) => {
      const command = ['scripts/data.mjs', 'mitdb', '--from', 'http://127.0.0.1:1/mitdb', '--to', folder];
      execFile(process.execPath, command, (_error, _stdout, stderr) => resolve(stderr.trim()));
    });
    expect(away).toMatch(/^127\.0\.0\.1:1 could not be reached \(.+\)\. Check the network/);
    const unknown = await new Promise<string>((resolve) => {
      execFile(process.execPath, ['scripts/data.mjs', 'mitbd'], (_error, _stdout, stderr) => resolve(stderr));
    });
    expect(unknown).toMatch(/^Expected the name of one database, found mitbd\./);
  });
});
