import { type ConvolutionShape, paddingBefore } from './convolution';
import type { Kernel } from './kernel';
import { matrixProduct } from './matrix-product';

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
 * The gradient by filter and bias, in pieces that are to be added up. A product of the input at each tap (rows) with the
 * gradient (columns), summed over batch and positions; the bias is a row of ones.
 *
 * Buffers: input `[beat, row, column, in]`, gradient by the output `[beat, row, column, out]`, pieces
 * `[piece, tap x in (+ 1), out]` from `at` on. Cost: as the convolution's forward pass, 8 reads for 32 FLOPs; a workgroup for
 * each piece and 8 tiles of 16 weights.
 */
export function filterGradient(shape: ConvolutionShape, at: number): Kernel {
  const { rows, columns, inputs, outputs, window, biasAt } = shape;
  const [top, left] = paddingBefore(window);
  const taps = window[0] * window[1] * inputs;
  const m = biasAt === null ? taps : taps + 1;
  return matrixProduct({
    name: 'filter gradient',
    about: `${rows}x${columns}x${inputs} -> ${outputs}`,
    m,
    n: outputs,
    k: 'step.count * sizes.rows * sizes.columns',
    splits: filterGradientPieces(shape),
    tile: 4,
    sharesSums: true,
    sizes: { rows, columns, inputs, window_columns: window[1], top, left, taps, at },
    buffers: { values: 'read', gradient: 'read', pieces: 'write' },
    code: WALK,
  });
}

/** Places before the image wrap round, and so are beyond it too. From term to term places move on without a division. */
const WALK = `
struct Row { row: u32, column: u32, offset: u32, is_bias: bool }
fn row_of(sizes: Sizes, m: u32) -> Row {
  let tap = m / sizes.inputs;
  let row = tap / sizes.window_columns - sizes.top;
  let column = tap % sizes.window_columns - sizes.left;
  return Row(row, column, (row * sizes.columns + column) * sizes.inputs + m % sizes.inputs, m == sizes.taps);
}
struct Term { position: u32, row: u32, column: u32 }
fn first_term(sizes: Sizes, k: u32) -> Term { return Term(k, k / sizes.columns % sizes.rows, k % sizes.columns); }
fn next_term(sizes: Sizes, term: Term, lanes: u32) -> Term {
  var next = Term(term.position + lanes, term.row, term.column + lanes);
  while (next.column >= sizes.columns) {
    next.column -= sizes.columns;
    next.row += 1u;
  }
  while (next.row >= sizes.rows) { next.row -= sizes.rows; }
  return next;
}
fn left(sizes: Sizes, term: Term, row: Row) -> f32 {
  let is_inside = term.row + row.row < sizes.rows && term.column + row.column < sizes.columns;
  let place = term.position * sizes.inputs + row.offset;
  let value = select(0.0f, values[select(0u, place, is_inside)], is_inside);
  return select(value, 1.0f, row.is_bias);
}
fn right(sizes: Sizes, term: Term, n: u32) -> f32 { return gradient[term.position * sizes.n + n]; }
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[sizes.at + (split * sizes.m + m) * sizes.n + n] = sum; }
`;
