/** Laws that every registered plot keeps, on the examples in its own folder. */

import { describe, expect, it } from 'vitest';
import type { FigureTrace, PlotDefinition, PlotFigure, PlotTable, PlotTheme } from '../../src/plots/plot';
import { plotRegistry } from '../../src/plots/registry';

const pair = { stroke: '#0072b2', text: '#005f96' };
const theme: PlotTheme = {
  ink: '#1d2530',
  inkSoft: '#55606e',
  line: '#dedbd4',
  card: '#ffffff',
  modality: { time: pair, frequency: pair, spectrogram: pair, rhythm: pair },
  beatClass: { N: pair, S: pair, V: pair, F: pair, Q: pair },
  fontFamily: 'sans-serif',
  widthPx: 640,
  heightPx: 320,
};

interface Subject {
  readonly plot: PlotDefinition<unknown>;
  readonly examples: readonly unknown[];
}

async function subjectOf(id: string): Promise<Subject> {
  const { examples } = (await import(`../../src/plots/${id}/examples.ts`)) as { examples: readonly unknown[] };
  // The plot and its examples lie in one folder and share a type there.
  return { plot: (await plotRegistry.load(id)) as unknown as PlotDefinition<unknown>, examples };
}

const finiteNumbers = (values: readonly unknown[]): Set<number> =>
  new Set(values.flat(3).filter((value): value is number => typeof value === 'number' && Number.isFinite(value)));

function numbersOfFigure({ data }: PlotFigure): Set<number> {
  return finiteNumbers(data.flatMap(({ x, y, z, customdata }) => [x, y, z ?? [], customdata ?? []]));
}
const numbersOfTable = ({ rows }: PlotTable): Set<number> => finiteNumbers([...rows]);

function drawnValues({ x, y, z }: FigureTrace): unknown[] {
  return [...x, ...y, ...(z ?? []).flat()];
}

describe.each(plotRegistry.ids.map((id) => ({ id })))('plot $id', ({ id }) => {
  it('is registered under its own id and says how to read it', async () => {
    const { plot } = await subjectOf(id);
    expect(plot.id).toBe(id);
    expect(plot.teaches).toMatch(/\.$/);
  });

  it('draws nothing from an empty input and lists nothing', async () => {
    const { plot, examples } = await subjectOf(id);
    expect(plot.figure(examples[0], theme).data).toEqual([]);
    expect(plot.table(examples[0]).rows).toEqual([]);
    expect(examples.length).toBeGreaterThan(1);
  });

  it('carries the same numbers in the figure and in the table', async () => {
    const { plot, examples } = await subjectOf(id);
    for (const example of examples) {
      const table = plot.table(example);
      expect(numbersOfFigure(plot.figure(example, theme))).toEqual(numbersOfTable(table));
    }
  });

  it('gives every row a cell for each column, numbers under numeric columns, and a caption', async () => {
    const { plot, examples } = await subjectOf(id);
    for (const example of examples) {
      const { caption, columns, rows } = plot.table(example);
      expect(caption).not.toBe('');
      for (const row of rows) {
        expect(row.map((cell) => typeof cell)).toEqual(
          columns.map(({ digits }) => (digits === null ? 'string' : 'number')),
        );
      }
    }
  });

  it('names every trace and leaves a gap where there is no number', async () => {
    const { plot, examples } = await subjectOf(id);
    for (const example of examples) {
      const { data } = plot.figure(example, theme);
      for (const trace of data) {
        expect(trace.name).not.toBe('');
        expect(drawnValues(trace).filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
      }
    }
  });

  it('writes no NaN and no undefined where a person would read it', async () => {
    const { plot, examples } = await subjectOf(id);
    for (const example of examples) {
      const { data, layout } = plot.figure(example, theme);
      const written = JSON.stringify([data.map(({ text, name }) => [text, name]), layout]);
      expect(written).not.toMatch(/NaN|undefined|Infinity|\[object/);
    }
  });

  it('does not change its input and answers the same again', async () => {
    const { plot, examples } = await subjectOf(id);
    for (const example of examples) {
      const before = structuredClone(example);
      const first = plot.figure(example, theme);
      expect(plot.figure(example, theme)).toEqual(first);
      expect(example).toEqual(before);
    }
  });
});
