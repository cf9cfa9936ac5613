/** Databases on this machine that the server of the page offers (`npm run data`); any other host offers none. */

import type { GivenFile } from '../../workers/protocol';

export interface LocalDatabase {
  readonly id: string;
  readonly label: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Empty where the network is cut: then the files could not be had either, and a request would only fill the console. */
export async function findLocalDatabases(base: string): Promise<readonly LocalDatabase[]> {
  if (!navigator.onLine) return [];
  const response = await fetch(new URL('data/list.json', base)).catch(() => null);
  return response?.ok ? ((await response.json()) as LocalDatabase[]) : [];
}

/** The files of a database as if they had been dropped; their bytes are fetched where and when they are read. */
export function filesOfDatabase({ id, files }: LocalDatabase, base: string): GivenFile[] {
  return files.map(({ path, size }) => ({
    path: `${id}/${path}`,
    file: { url: new URL(`data/${id}/${path.split('/').map(encodeURIComponent).join('/')}`, base).href, size },
  }));
}
