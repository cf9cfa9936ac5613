import { open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LabError, type Problem } from '../domain/problem';
import { baseName, extensionOf, folderOf, type SourceFile, withoutExtension } from '../formats/source-file';

interface FoundFiles {
  readonly files: readonly SourceFile[];
  /** One for each path that does not exist or cannot be read. */
  readonly problems: readonly Problem[];
}

/**
 * The files behind paths on disk: a folder stands for all files in it and below; a `.hea` brings the files that belong to
 * it, as a WFDB user expects of `lab inspect 100.hea`. Paths stay as they were given. Sorted, without duplicates.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = new Map<string, SourceFile>();
  const problems: Problem[] = [];
  for (const given of paths) {
    const path = given.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');
    try {
      for (const file of await filesAt(path)) found.set(file.path, file);
    } catch (thrown) {
      problems.push(unreadable(path, thrown).problem);
    }
  }
  return { files: [...found.values()], problems };
}

async function filesAt(path: string): Promise<readonly SourceFile[]> {
  const status = await stat(path);
  if (status.isDirectory()) return walk(path);
  const file = fileOnDisk(path, status.size);
  return extensionOf(path) === 'hea' ? [file, ...(await companionsOf(path))] : [file];
}

/** `9.hea` before `10.hea`. */
const inNumberOrder = new Intl.Collator('en', { numeric: true }).compare;

async function walk(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .sort(inNumberOrder);
  return Promise.all(paths.map(async (path) => fileOnDisk(path, (await stat(path)).size)));
}

/**
 * The files beside a header that bear its name or that one of its lines begins with; for a record of several segments,
 * those of its segments too.
 */
async function companionsOf(headerPath: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(dirname(headerPath), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const headers = new Set(names.filter((name) => extensionOf(name) === 'hea'));
  const found = new Set<string>();
  for (const waiting = [baseName(headerPath)]; waiting.length > 0; ) {
    const header = waiting.pop() as string;
    const text = await readFile(`${folderOf(headerPath)}${header}`, 'utf8');
    const named = new Set(text.split(/\r?\n/).map((line) => line.trim().split(/\s+/)[0] ?? ''));
    const stem = withoutExtension(header);
    for (const name of names) if (named.has(name) || withoutExtension(name) === stem) found.add(name);
    for (const segment of named) {
      const next = `${segment}.hea`;
      if (headers.has(next) && !found.has(next)) waiting.push(next);
      if (headers.has(next)) found.add(next);
    }
  }
  found.delete(baseName(headerPath));
  const paths = [...found].sort().map((name) => `${folderOf(headerPath)}${name}`);
  return Promise.all(paths.map(async (path) => fileOnDisk(path, (await stat(path)).size)));
}

function fileOnDisk(path: string, size: number): SourceFile {
  return {
    path,
    size,
    read: async (from = 0, to = size) => {
      if (from === 0 && to >= size) return readFile(path);
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      const handle = await open(path);
      try {
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}

function unreadable(path: string, thrown: unknown): LabError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return new LabError({
    code: code === 'ENOENT' ? 'path-missing' : 'path-unreadable',
    file: path,
    field: 'path',
    expected: 'a file or a folder',
    found: code === 'ENOENT' ? 'nothing there' : `an error of the file system, ${code || String(thrown)}`,
    at: '',
    fix: 'Check the path.',
  });
}
