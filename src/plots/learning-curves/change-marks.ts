/** Marks of the settings that were changed while curves grew: a line at the place, and beside it what was changed. */

import type { PlotTheme } from '../plot';

/** A setting that was changed while the curves grew. */
export interface CurveChange {
  /** Where on the axis, in epochs behind: 2.5 is amid the third. */
  readonly epoch: number;
  /** `learning rate 0.001 → 0.0005`. */
  readonly label: string;
}

/** A curve, one value an epoch. */
interface MarkedLine {
  readonly values: readonly number[];
}

/** Left end of the axis: a little before the first point, which stands at epoch 1. */
export const FIRST_EPOCH = 0.8;

/** Between two labels, one over the other. */
export const LABEL_GAP_PX = 16;

/** A change before the first point stands at the left end, so that it is seen. */
const atOf = ({ epoch }: CurveChange): number => Math.max(epoch, FIRST_EPOCH);

export function changeLine(change: CurveChange, theme: PlotTheme): object {
  const at = atOf(change);
  const line = { color: theme.inkSoft, width: 1.2, dash: 'dash' };
  return { type: 'line', xref: 'x', yref: 'paper', x0: at, x1: at, y0: 0, y1: 1, layer: 'below', line };
}

/** Share of the axis that a label of a change covers, about. */
const LABEL_SHARE = 0.4;

interface Side {
  /** The label stands left of its line. */
  readonly isLate: boolean;
  readonly isAbove: boolean;
}

/** Where a label hides least: left of its line where it is late, and at the end of the axis that the points beside it are farther from. */
function sideOf(
  change: CurveChange,
  lines: readonly MarkedLine[],
  [low, high]: readonly [number, number],
  epochs: number,
): Side {
  const at = atOf(change);
  const isLate = at > (FIRST_EPOCH + epochs) / 2;
  const reach = LABEL_SHARE * (epochs - FIRST_EPOCH);
  const [from, to] = isLate ? [at - reach, at] : [at, at + reach];
  const beside = lines
    .flatMap(({ values }) => values.filter((_, index) => index + 1 >= from && index + 1 <= to))
    .filter(Number.isFinite);
  const room = (end: number): number => Math.min(...beside.map((value) => Math.abs(value - end)));
  return { isLate, isAbove: room(high) > room(low) };
}

/** Beside its line; each a line further in than the one before at that end, so that none hides another. */
export function changeLabels(
  { changes, epochs }: { readonly changes: readonly CurveChange[]; readonly epochs: number },
  lines: readonly MarkedLine[],
  range: readonly [number, number],
  theme: PlotTheme,
): object[] {
  const sides = changes.map((change) => sideOf(change, lines, range, epochs));
  return changes.map((change, index) => {
    const { isLate, isAbove } = sides[index] as Side;
    const before = sides.slice(0, index).filter((each) => each.isAbove === isAbove).length;
    return {
      text: change.label,
      xref: 'x',
      yref: 'paper',
      x: atOf(change),
      y: isAbove ? 1 : 0,
      xanchor: isLate ? 'right' : 'left',
      yanchor: isAbove ? 'top' : 'bottom',
      xshift: isLate ? -4 : 4,
      yshift: (isAbove ? -1 : 1) * LABEL_GAP_PX * before,
      showarrow: false,
      font: { color: theme.inkSoft, size: 12 },
    };
  });
}
