/** Files as the person gave them, with their paths inside of what was dropped or chosen. */

import { LabError } from '../../domain/problem';

export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** What of a dropped file or folder is used here; the browser's own entries fit. */
export type DroppedEntry = Pick<FileSystemEntry, 'name' | 'isFile' | 'isDirectory'> & {
  file?(done: (file: File) => void, failed: (error: DOMException) => void): void;
  createReader?(): {
    readEntries(done: (entries: DroppedEntry[]) => void, failed: (error: DOMException) => void): void;
  };
};

/** Files of a drop, folders walked to their ends. Rejects with a `LabError` where the browser may not read one of them. */
export function filesOfDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  // The list is emptied as soon as the event is over: everything is taken from it before the first wait.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry() as DroppedEntry | null);
  if (entries.some((entry) => entry === null)) return Promise.resolve(filesOfChoice(transfer.files));
  return walkEntries(entries.filter((entry) => entry !== null));
}

/** Files of a file chooser; those of a folder carry the path inside of it. */
export function filesOfChoice(files: ArrayLike<File>): ChosenFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file })).filter(
    ({ path }) => !isHidden(path),
  );
}

/** All files below `entries`, in the order of the folders. Hidden ones (`.DS_Store`) are nobody's recording. */
export async function walkEntries(entries: readonly DroppedEntry[], folder = ''): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  for (const entry of entries) {
    const path = folder + entry.name;
    if (isHidden(path)) continue;
    if (entry.isDirectory) found.push(...(await walkEntries(await childrenOf(entry, path), `${path}/`)));
    else if (entry.isFile) found.push({ path, file: await fileOf(entry, path) });
  }
  return found;
}

function isHidden(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith('.');
}

async function childrenOf(entry: DroppedEntry, path: string): Promise<DroppedEntry[]> {
  const reader = entry.createReader?.();
  if (!reader) throw unreadable(path, 'no way to list it');
  const children: DroppedEntry[] = [];
  // A reader hands out a hundred entries at a time and then an empty list.
  for (;;) {
    const batch = await new Promise<DroppedEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, (error) => reject(unreadable(path, error.message))),
    );
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function fileOf(entry: DroppedEntry, path: string): Promise<File> {
  return new Promise((resolve, reject) => {
    if (entry.file) entry.file(resolve, (error) => reject(unreadable(path, error.message)));
    else reject(unreadable(path, 'no way to read it'));
  });
}

function unreadable(path: string, found: string): LabError {
  return new LabError({
    code: 'drop-unreadable',
    file: path,
    field: 'the dropped item',
    expected: 'a file or folder that the browser may read',
    found,
    at: '',
    fix: 'Choose it with "Open folder" instead, or copy it to another place and drop it again.',
  });
}
