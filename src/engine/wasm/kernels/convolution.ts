import { toEights, toFours } from './lanes';
import { copyImage, framedBefore, framedRow } from './image';
import { addMoments, momentBytes } from './moments';
import { NormaliseGradient, normaliseGradientOf } from './normalise-gradient';
import { outerProduct } from './outer-product';
import { product } from './product';
import { beginOf, step } from './step';
import { addSums } from './sums';

@unmanaged
class Convolution {
  /** `[beat, row, column, input]` */
  input: usize;
  /** `[beat, row, column, output]` */
  output: usize;
  /** The kernel as `pack` leaves it. */
  packed: usize;
  /** Zeros where the layer has none. */
  bias: usize;
  /** `[piece]` of a framed image. */
  frame: usize;
  frameWords: i32;
  /** `[piece]` of moments of the output where batch normalisation follows, else 0. */
  moments: usize;
  rows: i32;
  columns: i32;
  inputs: i32;
  outputs: i32;
  windowRows: i32;
  windowColumns: i32;
}

/**
 * Convolution along one or two axes, stride 1, `same` padding, and the moments of what it gives while that is still in the cache.
 * Cost: rows x columns x inputs x outputs x window multiply-accumulates a beat.
 */
export function convolution(at: usize, piece: i32): void {
  const shape = changetype<Convolution>(at);
  const rows = shape.rows, columns = shape.columns, inputs = shape.inputs, outputs = shape.outputs;
  const frame = shape.frame + <usize>piece * (<usize>shape.frameWords << 2);
  memory.fill(frame, 0, <usize>shape.frameWords << 2);
  const xRow = framedRow(columns, shape.windowColumns, inputs);
  const first = firstPixel(frame, xRow, shape.windowRows, shape.windowColumns, inputs);
  const yStep = <usize>outputs << 2;
  const yRow = <usize>columns * yStep;
  const inputBytes = <usize>(rows * columns * inputs) << 2;
  const momentsAt = shape.moments ? shape.moments + <usize>piece * momentBytes(outputs) : 0;
  if (momentsAt) memory.fill(momentsAt, 0, momentBytes(outputs));
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const output = shape.output + <usize>(beat * rows) * yRow;
    copyImage(shape.input + <usize>beat * inputBytes, first, xRow, rows, columns, inputs);
    product(
      frame, xRow, <usize>inputs << 2, shape.packed, shape.bias, output, yRow, yStep,
      rows, columns, shape.windowRows, shape.windowColumns * inputs, outputs,
    );
    if (momentsAt) addMoments(output, rows * columns, outputs, momentsAt);
  }
}

function firstPixel(frame: usize, row: usize, windowRows: i32, windowColumns: i32, channels: i32): usize {
  return frame + <usize>framedBefore(windowRows) * row + (<usize>(framedBefore(windowColumns) * channels) << 2);
}

@unmanaged
class ConvolutionGradient {
  /** By the output: `[beat, row, column, output]`; 0 where it comes through `normalisation`. */
  gradient: usize;
  /** The `NormaliseGradient` of the batch normalisation that follows, or 0: its gradient never meets memory. */
  normalisation: usize;
  input: usize;
  /** The kernel as `packFlipped` leaves it. */
  packed: usize;
  /** `[beat, row, column, input]`; 0 where nobody wants it. */
  byInput: usize;
  /** As many zeros as inputs, in whole eights. */
  zeros: usize;
  /** `[piece]` of sums for `collectGradient`. */
  sums: usize;
  sumWords: i32;
  /** `[piece]` of a framed image of the input, and one of the gradient. */
  inputFrame: usize;
  inputFrameWords: i32;
  gradientFrame: usize;
  gradientFrameWords: i32;
  rows: i32;
  columns: i32;
  inputs: i32;
  outputs: i32;
  windowRows: i32;
  windowColumns: i32;
}

/** The gradients by filter, bias and input, beat by beat. Cost: twice that of the convolution, or once where no input is wanted. */
export function convolutionGradient(at: usize, piece: i32): void {
  const shape = changetype<ConvolutionGradient>(at);
  const rows = shape.rows, columns = shape.columns, inputs = shape.inputs, outputs = shape.outputs;
  const windowRows = shape.windowRows, windowColumns = shape.windowColumns;
  const xFrame = shape.inputFrame + <usize>piece * (<usize>shape.inputFrameWords << 2);
  const gFrame = shape.gradientFrame + <usize>piece * (<usize>shape.gradientFrameWords << 2);
  const sums = shape.sums + <usize>piece * (<usize>shape.sumWords << 2);
  memory.fill(xFrame, 0, <usize>shape.inputFrameWords << 2);
  memory.fill(gFrame, 0, <usize>shape.gradientFrameWords << 2);
  memory.fill(sums, 0, <usize>shape.sumWords << 2);
  const depth = windowColumns * inputs;
  const biasSums = sums + (<usize>(windowRows * toFours(depth) * toEights(outputs)) << 2);
  const xRow = framedRow(columns, windowColumns, inputs);
  const gRow = framedRow(columns, windowColumns, outputs);
  const xFirst = firstPixel(xFrame, xRow, windowRows, windowColumns, inputs);
  // The flipped filter runs back over it: what the forward pass framed after, this frames before.
  const gFirst = gFrame +
    <usize>(windowRows - 1 - framedBefore(windowRows)) * gRow +
    (<usize>((windowColumns - 1 - framedBefore(windowColumns)) * outputs) << 2);
  const inputBytes = <usize>(rows * columns * inputs) << 2;
  const outputBytes = <usize>(rows * columns * outputs) << 2;
  const xStep = <usize>inputs << 2;
  const gStep = <usize>outputs << 2;
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    if (shape.normalisation) normaliseGradientOf(changetype<NormaliseGradient>(shape.normalisation), beat, gFirst, gRow);
    else copyImage(shape.gradient + <usize>beat * outputBytes, gFirst, gRow, rows, columns, outputs);
    copyImage(shape.input + <usize>beat * inputBytes, xFirst, xRow, rows, columns, inputs);
    outerProduct(xFrame, xRow, xStep, gFirst, gRow, gStep, sums, rows, columns, windowRows, depth, outputs);
    if (!shape.normalisation) addSums(gFirst, gRow, rows, columns, outputs, biasSums);
    if (!shape.byInput) continue;
    product(
      gFrame, gRow, gStep, shape.packed, shape.zeros, shape.byInput + <usize>beat * inputBytes, <usize>columns * xStep, xStep,
      rows, columns, windowRows, windowColumns * outputs, inputs,
    );
  }
}
