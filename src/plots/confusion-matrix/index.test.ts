import { expect, it } from 'vitest';
import type { PlotTheme } from '../plot';
import { plot } from '.';

it('writes each count into its cell, also where the names of classes are numbers', () => {
  const confusion = [
    [30, 6],
    [5, 58],
  ];
  const { layout } = plot.figure({ strategy: 'Early', classes: ['-1', '1'], confusion }, {} as PlotTheme);
  const { annotations } = layout as { annotations: { x: unknown; y: unknown; text: string }[] };
  expect(annotations.map(({ x, y, text }) => [y, x, Number.parseInt(text.slice(3), 10)])).toEqual([
    [0, 0, 30],
    [0, 1, 6],
    [1, 0, 5],
    [1, 1, 58],
  ]);
});
