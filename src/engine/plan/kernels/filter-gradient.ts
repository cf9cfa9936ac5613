import { type ConvolutionShape, paddingBefore } from './convolution';
import { binding, type Kernel } from './kernel';
import { matrixProduct, widestTiles } from './matrix-product';

/** About so many terms of the sum for each piece: enough pieces to fill a GPU, few enough to add up quickly. */
const TERMS_A_PIECE = 1024;
const MOST_PIECES = 64;

/** How many pieces the sum over batch and positions is cut into. */
export function filterGradientPieces({ batch, rows, columns }: ConvolutionShape): number {
  return Math.max(1, Math.min(MOST_PIECES, Math.ceil((batch * rows * columns) / TERMS_A_PIECE)));
}

/** Numbers of one piece: the filter's gradient, and after it the bias's where there is one. */
export function filterGradientSize({ inputs, outputs, window, biasAt }: ConvolutionShape): number {
  return (window[0] * window[1] * inputs + (biasAt === null ? 0 : 1)) * outputs;
}

/**
 * The gradient by filter and bias, in pieces `[piece, tap x in (+ 1), out]` from `at` on, to be added up. Buffers: input,
 * gradient by the output, pieces. Cost: as the convolution's forward pass. A product of the input at each tap (rows) with the
 * gradient (columns), summed over batch and positions; the bias is a row of ones.
 */
export function filterGradient(shape: ConvolutionShape, at: number): Kernel {
  const { rows, columns, inputs, outputs, window, biasAt } = shape;
  const [top, left] = paddingBefore(window);
  const taps = window[0] * window[1] * inputs;
  const m = biasAt === null ? taps : taps + 1;
  const declarations = `${binding(1, 'values', 'read')}${binding(2, 'gradient', 'read')}${binding(3, 'pieces', 'write')}
struct Row { row: i32, column: i32, source: i32 }
fn row_of(m: u32) -> Row {
  let tap = m / ${inputs}u;
  return Row(i32(tap / ${window[1]}u) - ${top}, i32(tap % ${window[1]}u) - ${left}, select(i32(m % ${inputs}u), -1, m == ${taps}u));
}
struct Term { position: u32, row: i32, column: i32, line: i32 }
fn term_of(k: u32) -> Term {
  let line = k / ${columns}u;
  return Term(k, i32(line % ${rows}u), i32(k % ${columns}u), i32(line));
}
fn left(term: Term, row: Row) -> f32 {
  let source_row = term.row + row.row;
  let column = term.column + row.column;
  let is_inside = source_row >= 0 && source_row < ${rows} && column >= 0 && column < ${columns};
  let place = ((term.line + row.row) * ${columns} + column) * ${inputs} + row.source;
  ${biasAt === null ? '' : 'if (row.source < 0) { return 1.0f; }'}
  return select(0.0f, values[u32(select(0, place, is_inside))], is_inside);
}
fn right(term: Term, n: u32) -> f32 { return gradient[term.position * ${outputs}u + n]; }
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[${at}u + (split * ${m}u + m) * ${outputs}u + n] = sum; }
`;
  return matrixProduct({
    label: `filter gradient ${rows}x${columns}x${inputs} -> ${outputs}`,
    m,
    n: outputs,
    k: `step.count * ${rows * columns}u`,
    splits: filterGradientPieces(shape),
    tiles: widestTiles(m, outputs),
    declarations,
    access: ['read', 'read', 'write'],
  });
}
