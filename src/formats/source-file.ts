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
