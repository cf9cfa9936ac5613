import type { DigitalSamples } from '../domain/recording';

/** Numbers as MAT, NPY and HDF5 files hold them. */
export interface NamedArray {
  /** Path inside the file, parts separated by dots: `ECG.data`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** `row`: the last index runs fastest (NumPy, HDF5); `column`: the first one does (MATLAB). */
  readonly order: 'row' | 'column';
  readonly values: DigitalSamples | Uint8Array | Uint16Array | Uint32Array | Int8Array;
}
