/** A file to read from, wherever it comes from: a dropped File, a folder on disk, an entry of a ZIP. */
export interface SourceFile {
  /** Path as given, with `/`: `mitdb/100.dat`, or `records.zip/mitdb/100.dat` for an entry of a ZIP. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes `[from, to)`; the whole file by default. */
  read(from?: number, to?: number): Promise<Uint8Array>;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder part of a path with its trailing slash; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path without its last extension: `mitdb/100` of `mitdb/100.dat`. A leading dot starts no extension. */
export function withoutExtension(path: string): string {
  const extension = extensionOf(path);
  return extension === '' ? path : path.slice(0, -extension.length - 1);
}

/** What follows the last dot of the last part, in lower case: `dat` of `mitdb/100.DAT`; empty without one. */
export function extensionOf(path: string): string {
  const base = baseName(path);
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot + 1).toLowerCase();
}
