import { expect, it } from 'vitest';
import type { PlotTheme } from '../plot';
import { changeLabels } from './change-marks';

const THEME = { inkSoft: 'grey' } as PlotTheme;
const RANGE = [80, 100] as const;

function labelled(epochs: readonly number[], values: readonly number[]) {
  const changes = epochs.map((epoch) => ({ epoch, label: `at ${epoch}` }));
  return changeLabels({ changes, epochs: 6 }, [{ values }], RANGE, THEME) as Record<string, unknown>[];
}

it('stands away from the points beside it: of curves that rise, above at the start and below at the end', () => {
  const rising = [82, 86, 90, 94, 97, 98];
  expect(labelled([0.5, 5.5], rising)).toMatchObject([
    { x: 0.8, xanchor: 'left', y: 1, yanchor: 'top' },
    { x: 5.5, xanchor: 'right', y: 0, yanchor: 'bottom' },
  ]);
  expect(labelled([0.5, 5.5], rising.toReversed())).toMatchObject([{ y: 0 }, { y: 1 }]);
});

it('moves further in where another stands at the same end', () => {
  expect(labelled([0.5, 0.6, 0.7], [82]).map(({ yshift }) => yshift)).toEqual([-0, -16, -32]);
});
