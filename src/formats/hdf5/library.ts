/** The HDF5 library, compiled to WebAssembly. Loaded when the first HDF5 file is read: it takes a megabyte. */

import type * as H5wasm from 'h5wasm';

export type Library = typeof H5wasm;

let library: Promise<Library> | undefined;

/** Once for the life of a page, worker or process; fetched again where fetching failed. */
export function loadLibrary(): Promise<Library> {
  library ??= load().catch((thrown: unknown) => {
    library = undefined;
    throw thrown;
  });
  return library;
}

async function load(): Promise<Library> {
  const loaded = await import('h5wasm');
  await loaded.ready;
  silence(loaded);
  return loaded;
}

type FSStream = ReturnType<NonNullable<Library['FS']>['open']>;

const STANDARD_ERROR = 2;

/** The library prints a trace of each error; what is wrong with a file is said to the person instead. */
function silence({ FS }: Library): void {
  // The declarations of h5wasm leave this function of Emscripten's file system out.
  const files = FS as (NonNullable<typeof FS> & { getStream(fd: number): FSStream | null }) | null;
  const stream = files?.getStream(STANDARD_ERROR);
  if (!files || !stream) return;
  files.close(stream);
  // Takes the lowest number that is free, which is the one just closed.
  files.open('/dev/null', 'w');
}

/** Runs `read` on an open file that exists in the library's memory only. Throws what `read` and the library throw. */
export function withFile<T>(library: Library, bytes: Uint8Array, read: (file: InstanceType<Library['File']>) => T): T {
  const { File, FS } = library;
  const path = '/opened.h5';
  FS?.writeFile(path, bytes);
  try {
    const file = new File(path, 'r');
    if (file.file_id < 0n) throw new Error('no HDF5 file');
    try {
      return read(file);
    } finally {
      file.close();
    }
  } finally {
    FS?.unlink(path);
  }
}
