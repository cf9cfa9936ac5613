import { describe, expect, it } from 'vitest';
import { againstUsual, type WriteBeat } from './usual-beat';

const AGAINST = { against: 'usual-beat' };

/** A beat of two numbers: its own value, and 10. */
const writing =
  (values: readonly number[]): WriteBeat =>
  (beat, out) => {
    out[0] = values[beat] as number;
    out[1] = 10;
  };

function differences(values: readonly number[], beat: number, parameters: Readonly<Record<string, string>> = AGAINST) {
  const out = new Float64Array(2);
  againstUsual(writing(values), values.length, 2, parameters)(beat, out);
  return [...out];
}

describe('againstUsual', () => {
  it('leaves of a beat what is not usual, number by number', () => {
    const values = [5, 5.1, 4.9, 5, 30];
    expect(differences(values, 0)).toEqual([0, 0]);
    expect(differences(values, 4)).toEqual([25, 0]);
  });

  it('is not moved by odd beats, however odd, while they are fewer than half', () => {
    expect(differences([5, 5, 5, 1e6, -1e9], 0)).toEqual([0, 0]);
  });

  it('leaves beats as they are where nothing is to be taken away', () => {
    expect(differences([5, 5, 30], 2, { against: 'nothing' })).toEqual([30, 10]);
  });

  it('looks at beats from the whole of a long recording', () => {
    // The first third is another rhythm of beats: of beats from the beginning alone, 9 would be usual.
    const values = Array.from({ length: 3000 }, (_, beat) => (beat < 1000 ? 9 : 2));
    expect(differences(values, 0)).toEqual([7, 0]);
    expect(differences(values, 2999)).toEqual([0, 0]);
  });

  it('takes the only beat of a recording for its usual one', () => {
    expect(differences([7], 0)).toEqual([0, 0]);
  });

  it('refuses a reference that it does not know', () => {
    expect(() => differences([7], 0, { against: 'a friend' })).toThrow(/parameter against.*usual-beat, nothing/);
  });
});
