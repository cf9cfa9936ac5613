import type { SourceFile } from './source-file';

/** Enough for the marks of every format that is known by its content. */
const HEAD_BYTES = 4096;

const heads = new WeakMap<SourceFile, Promise<Uint8Array>>();

/**
 * The first bytes of a file (at most 4,096), read once however many formats ask for them. A file that cannot be read has
 * none: the format that claims it by name will tell the person why.
 */
export function headOf(file: SourceFile): Promise<Uint8Array> {
  const known = heads.get(file);
  if (known) return known;
  const head = file.read(0, Math.min(file.size, HEAD_BYTES)).catch(() => new Uint8Array());
  heads.set(file, head);
  return head;
}
