/** The HDF5 library, compiled to WebAssembly. It takes a megabyte: only its own worker imports it. */

import * as h5wasm from 'h5wasm';

type FSStream = ReturnType<NonNullable<typeof h5wasm.FS>['open']>;

const STANDARD_ERROR = 2;

await h5wasm.ready;
silence();

/** The library prints a trace of each error; what is wrong with a file is said to the person instead. */
function silence(): void {
  // The declarations of h5wasm leave this function of Emscripten's file system out.
  const files = h5wasm.FS as (NonNullable<typeof h5wasm.FS> & { getStream(fd: number): FSStream | null }) | null;
  const stream = files?.getStream(STANDARD_ERROR);
  if (!files || !stream) return;
  files.close(stream);
  // Takes the lowest number that is free, which is the one just closed.
  files.open('/dev/null', 'w');
}

/** Runs `read` on an open file that exists in the library's memory only. Throws what `read` and the library throw. */
export function withFile<T>(bytes: Uint8Array, read: (file: h5wasm.File) => T): T {
  const { File, FS } = h5wasm;
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
