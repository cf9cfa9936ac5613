import { storeLanes } from './lanes';
import { beginOf, step } from './step';

@unmanaged
class Elementwise {
  /** `[beat, feature]`; of a gradient, the gradient by the output. */
  input: usize;
  /** `[beat, feature]`; of a gradient, the gradient by the input. */
  output: usize;
  features: i32;
}

/** Cost of each kernel here: a read and a write. */
export function relu(at: usize, piece: i32): void {
  const shape = changetype<Elementwise>(at);
  const end = beginOf(piece + 1, step().count) * shape.features;
  for (let index = beginOf(piece, step().count) * shape.features; index < end; index += 4) {
    const offset = <usize>index << 2;
    storeLanes(shape.output + offset, f32x4.max(v128.load(shape.input + offset), f32x4.splat(0)), end - index);
  }
}

@unmanaged
class ReluGradient extends Elementwise {
  /** What ReLU gave: `[beat, feature]`. */
  rectified: usize;
}

export function reluGradient(at: usize, piece: i32): void {
  const shape = changetype<ReluGradient>(at);
  const end = beginOf(piece + 1, step().count) * shape.features;
  for (let index = beginOf(piece, step().count) * shape.features; index < end; index += 4) {
    const offset = <usize>index << 2;
    const passes = f32x4.gt(v128.load(shape.rectified + offset), f32x4.splat(0));
    storeLanes(shape.output + offset, v128.and(v128.load(shape.input + offset), passes), end - index);
  }
}

@unmanaged
class Scale extends Elementwise {
  factor: f32;
}

export function scale(at: usize, piece: i32): void {
  const shape = changetype<Scale>(at);
  const factor = f32x4.splat(shape.factor);
  const end = beginOf(piece + 1, step().count) * shape.features;
  for (let index = beginOf(piece, step().count) * shape.features; index < end; index += 4) {
    const offset = <usize>index << 2;
    storeLanes(shape.output + offset, f32x4.mul(v128.load(shape.input + offset), factor), end - index);
  }
}

@unmanaged
class Dropout extends Elementwise {
  key: u32;
  threshold: u32;
  /** What is kept is multiplied by it. */
  factor: f32;
}

/** Forward and backward alike: the units that a step leaves out are a function of key, step and unit (`dropout-mask.ts`). */
export function dropout(at: usize, piece: i32): void {
  const shape = changetype<Dropout>(at);
  const stream = mix(shape.key ^ mix(step().number));
  const end = beginOf(piece + 1, step().count) * shape.features;
  for (let unit = beginOf(piece, step().count) * shape.features; unit < end; unit++) {
    const offset = <usize>unit << 2;
    const isKept = mix(<u32>unit * 0x9e3779b9 + stream) >= shape.threshold;
    store<f32>(shape.output + offset, isKept ? load<f32>(shape.input + offset) * shape.factor : 0);
  }
}

/** Wellons 2018, as in `dropout-mask.ts`. */
function mix(value: u32): u32 {
  let x = value;
  x = (x ^ (x >> 16)) * 0x7feb352d;
  x = (x ^ (x >> 15)) * 0x846ca68b;
  return x ^ (x >> 16);
}

@unmanaged
class CopyColumns {
  from: usize;
  to: usize;
  /** Numbers from one beat to the next. */
  fromStride: i32;
  toStride: i32;
  width: i32;
}

/** Copies `width` numbers of each beat: branches are merged by it, and their gradients parted. */
export function copyColumns(at: usize, piece: i32): void {
  const shape = changetype<CopyColumns>(at);
  const end = beginOf(piece + 1, step().count);
  for (let beat = beginOf(piece, step().count); beat < end; beat++) {
    const from = shape.from + (<usize>(beat * shape.fromStride) << 2);
    memory.copy(shape.to + (<usize>(beat * shape.toStride) << 2), from, <usize>shape.width << 2);
  }
}
