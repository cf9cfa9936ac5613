import { storeLanes, toEights, toFours } from './lanes';
import { beginOf, PIECES } from './step';

@unmanaged
class Pack {
  /** `[window row, window column, input, output]` */
  kernel: usize;
  /** `[block of 8 outputs, window row, window column, input, 8]` */
  packed: usize;
  windowRows: i32;
  windowColumns: i32;
  inputs: i32;
  outputs: i32;
}

/** A kernel as `product` reads it, with zeros for the outputs that a last block lacks. Cost: a read and a write of the kernel. */
export function pack(at: usize): void {
  const shape = changetype<Pack>(at);
  const outputs = shape.outputs;
  const rows = shape.windowRows * shape.windowColumns * shape.inputs;
  let to = shape.packed;
  for (let block = 0; block < outputs; block += 8) {
    for (let row = 0; row < rows; row++) {
      const from = shape.kernel + (<usize>(row * outputs + block) << 2);
      for (let lane = 0; lane < 8; lane++) {
        store<f32>(to, block + lane < outputs ? load<f32>(from + (<usize>lane << 2)) : 0);
        to += 4;
      }
    }
  }
}

/**
 * The same of the flipped kernel with inputs and outputs exchanged, for the gradient by the input: `inputs` and `outputs` are still
 * those of the kernel itself. `[block of 8 inputs, window row, window column, output, 8]`.
 */
export function packFlipped(at: usize): void {
  const shape = changetype<Pack>(at);
  const inputs = shape.inputs;
  const outputs = shape.outputs;
  let to = shape.packed;
  for (let block = 0; block < inputs; block += 8) {
    for (let tap = shape.windowRows * shape.windowColumns - 1; tap >= 0; tap--) {
      for (let output = 0; output < outputs; output++) {
        for (let lane = 0; lane < 8; lane++) {
          const input = block + lane;
          const from = shape.kernel + (<usize>((tap * inputs + input) * outputs + output) << 2);
          store<f32>(to, input < inputs ? load<f32>(from) : 0);
          to += 4;
        }
      }
    }
  }
}

@unmanaged
class CollectGradient {
  /** `[piece]` of sums as `outerProduct` leaves them, then the sums of the gradient over positions in whole eights. */
  sums: usize;
  sumWords: i32;
  /** `[window row, depth, output]` */
  kernelGradient: usize;
  /** `[output]`, or 0 where the layer has no bias. */
  biasGradient: usize;
  windowRows: i32;
  depth: i32;
  outputs: i32;
}

/** Adds up the pieces of a gradient in their order. Each call has a share of the kernel's rows. Cost: a read of the pieces. */
export function collectGradient(at: usize, piece: i32): void {
  const shape = changetype<CollectGradient>(at);
  const outputs = shape.outputs;
  const depth = shape.depth;
  const rows = shape.windowRows * depth;
  const line = <usize>toEights(outputs) << 2;
  const end = beginOf(piece + 1, rows);
  for (let row = beginOf(piece, rows); row < end; row++) {
    const padded = (row / depth) * toFours(depth) + (row % depth);
    addPieces(shape, <usize>padded * line, shape.kernelGradient + (<usize>(row * outputs) << 2));
  }
  if (piece == 0 && shape.biasGradient) {
    addPieces(shape, <usize>(shape.windowRows * toFours(depth)) * line, shape.biasGradient);
  }
}

function addPieces(shape: CollectGradient, offset: usize, to: usize): void {
  const stride = <usize>shape.sumWords << 2;
  for (let output = 0; output < shape.outputs; output += 4) {
    const at = <usize>output << 2;
    let from = shape.sums + offset + at;
    let sum = v128.load(from);
    for (let piece = 1; piece < PIECES; piece++) {
      from += stride;
      sum = f32x4.add(sum, v128.load(from));
    }
    storeLanes(to + at, sum, shape.outputs - output);
  }
}
