import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOfDatabase, findLocalDatabases } from './local-databases';

const BASE = 'http://127.0.0.1/lab/';

beforeEach(() => vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => vi.unstubAllGlobals());

describe('findLocalDatabases', () => {
  it('asks the host beside the page', async () => {
    const database = { id: 'mitdb', label: 'MIT-BIH', files: [] };
    const fetched = vi.fn(async () => new Response(JSON.stringify([database])));
    vi.stubGlobal('fetch', fetched);
    expect(await findLocalDatabases(BASE)).toEqual([database]);
    expect(fetched).toHaveBeenCalledWith(new URL('http://127.0.0.1/lab/data/list.json'));
  });

  it('finds none where the host has no list, or the network is cut', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    expect(await findLocalDatabases(BASE)).toEqual([]);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('broken')));
    expect(await findLocalDatabases(BASE)).toEqual([]);
    vi.stubGlobal('navigator', { onLine: false });
    vi.stubGlobal('fetch', () => expect.unreachable());
    expect(await findLocalDatabases(BASE)).toEqual([]);
  });
});

describe('filesOfDatabase', () => {
  it('names files as a dropped folder would, whatever is in their names', () => {
    const database = { id: 'mitdb', label: '', files: [{ path: 'a b/100#.dat', size: 7 }] };
    expect(filesOfDatabase(database, BASE)).toEqual([
      { path: 'mitdb/a b/100#.dat', file: { url: 'http://127.0.0.1/lab/data/mitdb/a%20b/100%23.dat', size: 7 } },
    ]);
  });
});
