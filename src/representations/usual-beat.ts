/** A beat against the patient's own usual beat: what is unusual about it, in whatever way it is seen. */

import type { ParameterDescriptor, ParameterValues } from '../domain/representation';
import { median } from './averages';
import { choiceParameter } from './parameters';

const REFERENCES = ['usual-beat', 'nothing'] as const;

export const USUAL_BEAT_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'against',
  label: 'Seen against',
  why: 'Two healthy hearts are drawn more differently than a normal and an odd beat of one heart. Against the usual beat of its own recording only what is odd is left.',
  options: [
    { value: 'usual-beat', label: 'the usual beat of the recording' },
    { value: 'nothing', label: 'nothing: as it is' },
  ],
  initial: 'usual-beat',
};

/** For windows, in which beats lie anywhere, and for excerpts, which have no recording: nothing is usual at one place of them. */
export const AGAINST_NOTHING = { against: 'nothing' } as const;

/** The parameters under which the same representation shows a beat as it is; null where these do already. */
export function plainParameters(parameters: ParameterValues): ParameterValues | null {
  return parameters.against === 'usual-beat' ? { ...parameters, ...AGAINST_NOTHING } : null;
}

/** Beats that say what is usual: the median of so many, spread over the recording, is steady to a tenth of their spread. */
const MOST_BEATS = 256;

export type WriteBeat = (beat: number, out: Float64Array) => void;

export function isAgainstUsual(parameters: ParameterValues): boolean {
  return choiceParameter(parameters, 'against', REFERENCES) === 'usual-beat';
}

/**
 * `write`, or where the parameters ask for it a function that writes the difference from the recording's usual beat: from the
 * median of every one of the `size` numbers over up to 256 beats, evenly spread over all `beats` of whatever class. No label
 * is looked at, so that it can be done for any patient, as the rhythm is measured against the patient's own; like the median
 * interval it holds while most beats are normal.
 */
export function againstUsual(write: WriteBeat, beats: number, size: number, parameters: ParameterValues): WriteBeat {
  if (!isAgainstUsual(parameters)) return write;
  const usual = usualBeat(write, beats, size);
  return (beat, out) => {
    write(beat, out);
    for (let index = 0; index < size; index++) out[index] = (out[index] as number) - (usual[index] as number);
  };
}

/** `[size]` */
function usualBeat(write: WriteBeat, beats: number, size: number): Float64Array {
  const count = Math.min(beats, MOST_BEATS);
  // Column by column: the values of one number over the beats lie together.
  const columns = new Float64Array(size * count);
  const one = new Float64Array(size);
  for (let row = 0; row < count; row++) {
    write(Math.floor(((row + 0.5) * beats) / count), one);
    for (let index = 0; index < size; index++) columns[index * count + row] = one[index] as number;
  }
  return Float64Array.from({ length: size }, (_, index) =>
    median(columns.subarray(index * count, (index + 1) * count)),
  );
}
