import type { Curves } from '../../domain/training';
import { axis, baseLayout, endLabelMarginPx } from '../layout';
import { drawable, type FigureTrace, type PlotDefinition, type PlotTheme, percent } from '../plot';
import { spreadLabels } from '../spread-labels';
import { markOf, type PlottedStrategy } from '../strategy-mark';
import { type CurveChange, changeLabels, changeLine, FIRST_EPOCH, LABEL_GAP_PX } from './change-marks';

export type { CurveChange };

export type CurveMetric = 'accuracy' | 'loss';
export type CurvePart = 'validation' | 'train';

export interface LearningCurvesInput {
  readonly metric: CurveMetric;
  readonly parts: readonly CurvePart[];
  /** Epochs that the run will have; the axis is as long from the start. */
  readonly epochs: number;
  /** Settings that were changed on the way. */
  readonly changes: readonly CurveChange[];
  readonly strategies: readonly (PlottedStrategy & { readonly curves: Curves })[];
}

const PART_NAMES: Record<CurvePart, string> = { validation: 'validation', train: 'training' };
const MARGIN = { l: 52, t: 12, b: 44 };
/** More of them on a line would hide it. */
const MOST_MARKERS = 15;
/** Room that the number of an epoch takes: between two, and for each digit. */
const TICK_GAP_PX = 16;
const DIGIT_PX = 9;
interface Line {
  readonly strategy: PlottedStrategy;
  readonly part: CurvePart;
  /** `[epoch]` percent, or loss in nats. */
  readonly values: readonly number[];
}

function linesOf({ metric, parts, strategies }: LearningCurvesInput): Line[] {
  return strategies
    .flatMap((strategy) => parts.map((part) => ({ strategy, part, values: valuesOf(strategy.curves, metric, part) })))
    .filter(({ values }) => values.length > 0);
}

function valuesOf(curves: Curves, metric: CurveMetric, part: CurvePart): readonly number[] {
  if (metric === 'loss') return part === 'train' ? curves.trainLoss : curves.validationLoss;
  return (part === 'train' ? curves.trainAccuracy : curves.validationAccuracy).map(percent);
}

function trace(line: Line, both: boolean, theme: PlotTheme): FigureTrace {
  const mark = markOf(line.strategy, theme);
  const faint = both && line.part === 'train';
  return {
    type: 'scatter',
    mode: faint ? 'lines' : 'lines+markers',
    name: `${line.strategy.label}, ${PART_NAMES[line.part]}`,
    x: line.values.map((_, index) => index + 1),
    y: line.values.map(drawable),
    opacity: faint ? 0.45 : 1,
    cliponaxis: false,
    line: { color: mark.stroke, width: faint ? 1.4 : mark.widthPx, dash: mark.dash },
    marker: {
      ...{ color: mark.stroke, symbol: mark.symbol, size: 7, maxdisplayed: MOST_MARKERS },
      line: { width: 1.5, color: mark.stroke },
    },
    hovertemplate: '%{fullData.name}<br>epoch %{x}: <b>%{y:.3~f}</b><extra></extra>',
  };
}

/** The range that the axis shows, so that labels can be placed to the pixel: percent in steps of 5, loss from 0. */
function rangeOf(lines: readonly Line[], metric: CurveMetric): [number, number] {
  const values = lines.flatMap(({ values }) => values).filter(Number.isFinite);
  if (values.length === 0) return metric === 'loss' ? [0, 1] : [0, 100];
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (metric === 'loss') return [0, high * 1.06];
  return [Math.max(0, 5 * Math.floor((low - 1) / 5)), Math.min(100.5, 5 * Math.ceil((high + 1) / 5))];
}

function mostTicks(epochs: number, axisPx: number): number {
  const tickPx = TICK_GAP_PX + DIGIT_PX * String(epochs).length;
  return Math.min(epochs + 1, 10, Math.max(2, Math.floor(axisPx / tickPx)));
}

/** The name of each line at the right edge, at the height where the line is now, moved apart where they would touch. */
function labels(lines: readonly Line[], [low, high]: readonly [number, number], theme: PlotTheme): object[] {
  const heightPx = theme.heightPx - MARGIN.t - MARGIN.b;
  const ends = lines.flatMap((line) => {
    const last = line.values.findLast(Number.isFinite);
    return last === undefined ? [] : [{ line, wantedPx: (heightPx * (last - low)) / (high - low) }];
  });
  const placedPx = spreadLabels(
    ends.map(({ wantedPx }) => wantedPx),
    LABEL_GAP_PX,
    0,
    heightPx,
  );
  return ends.map(({ line }, index) => {
    const mark = markOf(line.strategy, theme);
    return {
      text: `${mark.glyph} ${line.strategy.shortLabel}`,
      xref: 'paper',
      yref: 'paper',
      x: 1,
      y: (placedPx[index] as number) / heightPx,
      xanchor: 'left',
      yanchor: 'middle',
      xshift: 8,
      showarrow: false,
      font: { color: mark.text, size: 13, weight: 600 },
    };
  });
}

export const plot: PlotDefinition<LearningCurvesInput> = {
  id: 'learning-curves',
  teaches:
    'Where validation stops rising while training goes on, a model has begun to learn its patients by heart. Validation ' +
    'patients are in neither the training nor the test part.',
  figure(input, theme) {
    const lines = linesOf(input);
    const both = input.parts.length > 1;
    const range = rangeOf(lines, input.metric);
    const labelled = both ? lines.filter(({ part }) => part === 'validation') : lines;
    const marginRight = endLabelMarginPx(labelled.map(({ strategy }) => `● ${strategy.shortLabel}`));
    return {
      data: lines.map((line) => trace(line, both, theme)),
      layout: {
        ...baseLayout(theme),
        margin: { ...MARGIN, r: marginRight },
        // Tick labels fit the margin; a margin that grows would move the labels off the ends of their lines.
        xaxis: axis(theme, 'epoch', {
          range: [FIRST_EPOCH, Math.max(input.epochs, 2) + 0.2],
          showgrid: false,
          tickformat: 'd',
          tickangle: 0,
          nticks: mostTicks(input.epochs, theme.widthPx - MARGIN.l - marginRight),
          automargin: false,
        }),
        yaxis: axis(theme, input.metric === 'loss' ? 'loss, nats' : 'accuracy, %', { range, automargin: false }),
        shapes: input.changes.map((change) => changeLine(change, theme)),
        annotations: [...labels(labelled, range, theme), ...changeLabels(input, lines, range, theme)],
      },
    };
  },
  table(input) {
    const lines = linesOf(input);
    const epochs = Math.max(0, ...lines.map(({ values }) => values.length));
    const unit = input.metric === 'loss' ? 'nats' : '%';
    const marks = input.changes.map(({ epoch, label }) => `; ${label} in epoch ${Math.floor(epoch) + 1}`);
    return {
      caption: `${input.metric === 'loss' ? 'Loss' : 'Accuracy'} after each epoch, ${input.parts.map((part) => PART_NAMES[part]).join(' and ')}${marks.join('')}`,
      columns: [
        { label: 'epoch', unit: '', digits: 0 },
        ...lines.map(({ strategy, part }) => ({
          label: `${strategy.label}, ${PART_NAMES[part]}`,
          unit,
          digits: input.metric === 'loss' ? 3 : 1,
        })),
      ],
      rows: Array.from({ length: epochs }, (_, epoch) => [
        epoch + 1,
        ...lines.map(({ values }) => values[epoch] ?? Number.NaN),
      ]),
    };
  },
};
