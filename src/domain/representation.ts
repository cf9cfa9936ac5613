/** One way to see a beat: parameters in, numbers of a fixed shape out. */

import type { SampleSlices } from './sample-slices';

/** What examples are cut from: one conditioned lead, where its examples are, and every R peak of its recording. */
export interface ConditionedLead {
  /** `[sample]` millivolts after filtering and resampling to the working rate. */
  readonly samples: SampleSlices;
  readonly samplingRateHz: number;
  /** `[beat]` R peaks in samples at the working rate (fractional), in time order. */
  readonly rPeaks: Float64Array;
  /**
   * `[example]` what a representation is cut around, in samples at the working rate (fractional): the very array `rPeaks`
   * where beats are the examples, the middles of windows or excerpts where those are.
   */
  readonly centres: Float64Array;
}

/** All of its samples at hand. */
export interface WholeConditionedLead extends ConditionedLead {
  readonly samples: Float64Array;
}

export type ParameterValues = Readonly<Record<string, number | string>>;

interface ParameterBase {
  readonly key: string;
  readonly label: string;
  /** One line: what it does and why one would change it. */
  readonly why: string;
}

export type ParameterDescriptor =
  | (ParameterBase & {
      readonly kind: 'number';
      readonly unit: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly step: number;
      readonly initial: number;
    })
  | (ParameterBase & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly initial: string;
    });

/** How features are brought to a common scale with numbers fitted on the training part: one mean and spread for each
 * feature, one for each row of an image (its frequency), or one for the whole representation (keeps a waveform's shape). */
export type NormalisationScope = 'feature' | 'row' | 'whole';

/** An axis for drawing: `values[i]` is the coordinate of index i along it. */
export interface Axis {
  readonly label: string;
  readonly unit: string;
  readonly values: Float64Array;
  /** `names[i]`, where the positions are different things rather than places on a scale. */
  readonly names?: readonly string[];
  /** `ratio` where neighbours are the same ratio apart, as the notes of a piano are; else they are the same distance apart. */
  readonly spacing?: 'ratio';
}

export interface RepresentationDefinition {
  readonly id: string;
  readonly label: string;
  /** A few words below the name: `STFT, log power`. */
  readonly subtitle: string;
  /** One paragraph that teaches what it shows and what it hides. */
  readonly teaches: string;
  readonly parameters: readonly ParameterDescriptor[];
  readonly normalisation: NormalisationScope;
  /** True where it looks at the R peaks only, so that a second lead would say the same again. */
  readonly leadIndependent?: boolean;
  /** `[sample, 1]` for a signal, `[row, column, 1]` for an image, `[feature]` for a list of numbers. */
  shape(parameters: ParameterValues, samplingRateHz: number): readonly number[];
  /** One axis a dimension of `shape`, the channel left out; row 0 of an image is its lowest frequency, or its first moment. */
  axes(parameters: ParameterValues, samplingRateHz: number): readonly Axis[];
  /** Unit of the numbers themselves: `mV`, `dB`. */
  valueUnit(parameters: ParameterValues): string;
  /**
   * Parameters that suit windows (or excerpts) of this length, seen whole, in place of their initial values. Absent where
   * the representation does not depend on how much signal is seen.
   */
  forWindows?(windowSeconds: number, samplingRateHz: number): ParameterValues;
  /**
   * A function that writes example number `example` (its centre is `lead.centres[example]`) into `out` (row-major, product
   * of `shape` numbers). What can be prepared once for all examples (windows, twiddle factors) is prepared here. Beyond the
   * lead's ends the edge sample is repeated. Several leads are several calls: a representation knows one only.
   */
  prepare(lead: ConditionedLead, parameters: ParameterValues): (example: number, out: Float64Array) => void;
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function initialParameters(descriptors: readonly ParameterDescriptor[]): ParameterValues {
  return Object.fromEntries(descriptors.map(({ key, initial }) => [key, initial]));
}
