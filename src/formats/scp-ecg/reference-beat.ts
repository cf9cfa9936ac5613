/** Section 4: where the reference beat of section 5 was taken out of the rhythm, so that only the rest was stored. */

import { countOf } from '../excerpt';
import { refusal } from './refusal';
import { type Section, within } from './sections';

interface Subtraction {
  /** Samples from 0 on, `[from, to)`. */
  readonly from: number;
  readonly to: number;
  readonly fiducial: number;
}

export interface ReferenceBeat {
  /** Sample of the reference beat, from 0 on, that lies on the fiducial point of each beat. */
  readonly fiducial: number;
  readonly subtractions: readonly Subtraction[];
}

const HEADER_BYTES = 6;
const BEAT_BYTES = 14;

/** Beats of the type 0 are those that the reference beat stands for. */
export function referenceBeatOf(section: Section, path: string): ReferenceBeat {
  return within(section, path, (data) => {
    const beats = data.getUint16(4, true);
    if (HEADER_BYTES + beats * BEAT_BYTES > data.byteLength)
      throw refusal(
        path,
        section.at,
        'section 4',
        `${countOf(BEAT_BYTES, 'byte')} for each of ${countOf(beats, 'beat')}`,
        countOf(data.byteLength, 'byte'),
      );
    const subtractions: Subtraction[] = [];
    for (let beat = 0; beat < beats; beat++) {
      const at = HEADER_BYTES + beat * BEAT_BYTES;
      if (data.getUint16(at, true) !== 0) continue;
      const [from, fiducial, to] = [2, 6, 10].map((offset) => data.getUint32(at + offset, true)) as [
        number,
        number,
        number,
      ];
      if (from === 0 && to === 0) continue;
      const before = subtractions.at(-1)?.to ?? 0;
      if (from <= before || from > to || fiducial < 1)
        throw refusal(
          path,
          section.at + at,
          `section 4, beat ${beat + 1}`,
          `a start after sample ${before} and before its end`,
          `${from} to ${to}`,
        );
      subtractions.push({ from: from - 1, to, fiducial: fiducial - 1 });
    }
    return { fiducial: data.getUint16(2, true) - 1, subtractions };
  });
}

/** Adds the reference beat to what was left of a lead without it, in place. */
export function addReferenceBeat(rest: Int32Array, reference: Int32Array, beat: ReferenceBeat): void {
  for (const { from, to, fiducial } of beat.subtractions) {
    const shift = beat.fiducial - fiducial;
    const end = Math.min(to, rest.length, reference.length - shift);
    for (let sample = Math.max(from, -shift); sample < end; sample++)
      rest[sample] = (rest[sample] as number) + (reference[sample + shift] as number);
  }
}
