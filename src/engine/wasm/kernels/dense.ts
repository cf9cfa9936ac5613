import { toEights, toFours } from './lanes';
import { outerProduct } from './outer-product';
import { product } from './product';
import { beginOf, step } from './step';
import { addSums } from './sums';

@unmanaged
class Dense {
  /** `[beat, input]` */
  input: usize;
  /** `[beat, unit]` */
  output: usize;
  /** The kernel as `pack` leaves it. */
  packed: usize;
  bias: usize;
  inputs: i32;
  units: i32;
}

/** `input · kernel + bias`: the beats are the positions. Cost: inputs x units multiply-accumulates a beat. */
export function dense(at: usize, piece: i32): void {
  const shape = changetype<Dense>(at);
  const begin = beginOf(piece, step().count);
  const beats = beginOf(piece + 1, step().count) - begin;
  const xStep = <usize>shape.inputs << 2;
  const yStep = <usize>shape.units << 2;
  product(
    shape.input + <usize>begin * xStep, 0, xStep, shape.packed, shape.bias, shape.output + <usize>begin * yStep, 0, yStep,
    1, beats, 1, shape.inputs, shape.units,
  );
}

@unmanaged
class DenseGradient {
  /** By the output: `[beat, unit]`. */
  gradient: usize;
  input: usize;
  /** The kernel as `packFlipped` leaves it: transposed. */
  packed: usize;
  /** `[beat, input]`; 0 where nobody wants it. */
  byInput: usize;
  /** As many zeros as inputs, in whole eights. */
  zeros: usize;
  /** `[piece]` of sums for `collectGradient`. */
  sums: usize;
  sumWords: i32;
  inputs: i32;
  units: i32;
}

/** The gradients by kernel, bias and input. Cost: twice that of the product, or once where no input is wanted. */
export function denseGradient(at: usize, piece: i32): void {
  const shape = changetype<DenseGradient>(at);
  const inputs = shape.inputs, units = shape.units;
  const begin = beginOf(piece, step().count);
  const beats = beginOf(piece + 1, step().count) - begin;
  const xStep = <usize>inputs << 2;
  const gStep = <usize>units << 2;
  const input = shape.input + <usize>begin * xStep;
  const gradient = shape.gradient + <usize>begin * gStep;
  const sums = shape.sums + <usize>piece * (<usize>shape.sumWords << 2);
  memory.fill(sums, 0, <usize>shape.sumWords << 2);
  outerProduct(input, 0, xStep, gradient, 0, gStep, sums, 1, beats, 1, inputs, units);
  addSums(gradient, 0, 1, beats, units, sums + (<usize>(toFours(inputs) * toEights(units)) << 2));
  if (!shape.byInput) return;
  product(
    gradient, 0, gStep, shape.packed, shape.zeros, shape.byInput + <usize>begin * xStep, 0, xStep,
    1, beats, 1, units, inputs,
  );
}
