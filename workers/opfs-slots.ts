/** Two files in the origin private file system. Only workers can write there in every browser. */

import type { Slot, SlotStorage } from '../src/study/checkpoint-store';

/** What TypeScript knows of workers only. */
interface WritableFile extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    write(bytes: Uint8Array, options: { readonly at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

const FOLDER = 'saved-race';

export const opfsSlots: SlotStorage = {
  async read(slot) {
    const file = await fileOf(slot, false);
    return file && new Uint8Array(await (await file.getFile()).arrayBuffer());
  },
  async write(slot, bytes) {
    const file = await fileOf(slot, true);
    if (!file) throw new Error('the browser made no file');
    const access = await (file as WritableFile).createSyncAccessHandle();
    try {
      access.truncate(0);
      // A full disk may take a part without a word.
      const written = access.write(bytes, { at: 0 });
      if (written !== bytes.length) throw new DOMException('the storage is full', 'QuotaExceededError');
      access.flush();
    } finally {
      access.close();
    }
  },
  async clear(slot) {
    const folder = await folderOf(false);
    await folder?.removeEntry(`${slot}.bin`).catch(ignoreMissing);
  },
};

async function fileOf(slot: Slot, create: boolean): Promise<FileSystemFileHandle | null> {
  const folder = await folderOf(create);
  return (await folder?.getFileHandle(`${slot}.bin`, { create }).catch(ignoreMissing)) ?? null;
}

async function folderOf(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  return (await root.getDirectoryHandle(FOLDER, { create }).catch(ignoreMissing)) ?? null;
}

function ignoreMissing(thrown: unknown): undefined {
  if (thrown instanceof DOMException && thrown.name === 'NotFoundError') return undefined;
  throw thrown;
}
