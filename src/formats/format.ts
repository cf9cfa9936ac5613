import type { Recording } from '../domain/recording';
import type { Hdf5Library } from './hdf5/question';
import type { SourceFile } from './source-file';

export interface ReadOptions {
  /** What a person may have to add because the file does not say it. Keyed by file path; `*` holds for every file. */
  readonly samplingRateHz: Readonly<Record<string, number>>;
  /** Brought by the program that reads, because a browser and Node start workers in different ways. */
  readonly hdf5?: Hdf5Library;
}

/**
 * Is shown a recording while its samples are still being read, again and again as the same object: its leads have their
 * whole length, and zeros from `readSeconds` on. No checksum was verified yet. What is said here is for the eye only; the
 * recording is what the reader returns in the end.
 */
export type OnGrowing = (recording: Recording, readSeconds: number) => void;

/** Files that belong to one recording, claimed by one format. */
export interface Claim {
  /** What the person sees while it is read and when it fails: usually the header's path. */
  readonly path: string;
  /** The files it takes; no other format is offered them. */
  readonly files: readonly SourceFile[];
}

/** One file format. A reader never throws anything but a `LabError` for bad input. */
export interface FormatReader {
  readonly id: string;
  /** Which of `files` are its recordings, by name first and by content (a few first bytes) where the name leaves doubt. */
  claim(files: readonly SourceFile[]): Promise<readonly Claim[]>;
  /**
   * Throws `LabError`. `recordings` ids are the claim's path without extension. A reader that reads a long file in slices
   * calls `onGrowing` after each of them.
   */
  read(claim: Claim, options: ReadOptions, onGrowing?: OnGrowing): Promise<readonly Recording[]>;
}
