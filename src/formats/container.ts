import type { SourceFile } from './source-file';

/** A file that holds other files. A reader never throws anything but a `LabError` for bad input. */
export interface ContainerReader {
  readonly id: string;
  /** Whether a file is one, by name or by its first bytes. Throws what the file throws. */
  recognises(file: SourceFile): Promise<boolean>;
  /** The files inside; their bytes are unpacked when they are read, which may throw `LabError` too. */
  expand(file: SourceFile): Promise<readonly SourceFile[]>;
}
