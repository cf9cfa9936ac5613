import { describe, expect, it } from 'vitest';
import { layoutsFor, placesOf, standardName } from './lead-layout';

const named = (...names: string[]) => names.map((name) => ({ name }));
const TWELVE = named('V6', 'I', 'II', 'III', 'AVR', 'AVL', 'AVF', 'V1', 'V2', 'V3', 'V4', 'V5');

/** The names of a layout as rows of the paper; a missing lead in brackets. */
function drawn(layout: Parameters<typeof placesOf>[0], leads = TWELVE, shown = 2): string[] {
  const places = placesOf(layout, leads, shown);
  return Array.from({ length: places[0]?.rows ?? 0 }, (_, row) =>
    places
      .filter((place) => place.row === row)
      .sort((a, b) => a.column - b.column)
      .map(({ name, lead }) => (lead === null ? `(${name})` : name))
      .join(' '),
  );
}

describe('the layout of leads', () => {
  it('is the standard one, by name, whatever the order of the file', () => {
    expect(drawn('3x4')).toEqual(['I aVR V1 V4', 'II aVL V2 V5', 'III aVF V3 V6']);
    expect(drawn('3x4+1')).toEqual(['I aVR V1 V4', 'II aVL V2 V5', 'III aVF V3 V6', 'II']);
    expect(drawn('6x2')).toEqual(['I V1', 'II V2', 'III V3', 'aVR V4', 'aVL V5', 'aVF V6']);
    expect(drawn('12x1')).toHaveLength(12);
    expect(placesOf('3x4', TWELVE, 0).map(({ lead }) => lead)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0]);
  });

  it('leaves the place of a missing lead empty, with its name', () => {
    expect(drawn('3x4', named('II', 'V5'), 0)).toEqual([
      '(I) (aVR) (V1) (V4)',
      'II (aVL) (V2) V5',
      '(III) (aVF) (V3) (V6)',
    ]);
  });

  it('is one lead or all below each other for any recording', () => {
    expect(drawn('one', named('MLII', 'V5'), 1)).toEqual(['V5']);
    expect(drawn('stacked', named('MLII', 'V5'))).toEqual(['MLII', 'V5']);
    expect(layoutsFor(named('MLII', 'V5'))).toEqual(['one', 'stacked']);
    expect(layoutsFor(named('MLII'))).toEqual(['one']);
    expect(layoutsFor(TWELVE)).toHaveLength(6);
  });

  it('knows a lead by any spelling, and that MLII is not II', () => {
    expect(['ecg_avf', 'Lead II', 'v1 ', 'ECG V6'].map(standardName)).toEqual(['aVF', 'II', 'V1', 'V6']);
    expect(['MLII', 'V', 'II+', 'resp'].map(standardName)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
