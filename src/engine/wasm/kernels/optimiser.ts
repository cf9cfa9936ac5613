import { multiplyAdd, storeLanes } from './lanes';
import { step } from './step';

@unmanaged
class Energy {
  gradient: usize;
  /** f64, added to. */
  total: usize;
  length: i32;
}

/** Adds the squared norm of a stretch of the gradient. Cost: a read of the stretch. */
export function energy(at: usize): void {
  const shape = changetype<Energy>(at);
  store<f64>(shape.total, load<f64>(shape.total) + squaredNorm(shape.gradient, shape.length));
}

function squaredNorm(values: usize, length: i32): f64 {
  let sum = f32x4.splat(0);
  let index = 0;
  for (; index + 4 <= length; index += 4) {
    const four = v128.load(values + (<usize>index << 2));
    sum = multiplyAdd(sum, four, four);
  }
  let total = <f64>f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) +
    f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
  for (; index < length; index++) {
    const one = <f64>load<f32>(values + (<usize>index << 2));
    total += one * one;
  }
  return total;
}

@unmanaged
class Adam {
  gradient: usize;
  parameters: usize;
  firstMoment: usize;
  secondMoment: usize;
  length: i32;
}

const FIRST_DECAY: f32 = 0.9;
const SECOND_DECAY: f32 = 0.999;
/** 1 less the decay, written out: as a difference of two f32 the second would be off by 5e-5. */
const FIRST_SHARE: f32 = 0.1;
const SECOND_SHARE: f32 = 0.001;
const EPSILON: f32 = 1e-7;

/** Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019). Cost: four reads and three writes of all weights. */
export function adam(at: usize): void {
  const shape = changetype<Adam>(at);
  const length = shape.length;
  const rate = f32x4.splat(step().rate);
  const decay = f32x4.splat(step().decay);
  const shortened = f32x4.splat(clipFactor(shape));
  const keep1 = f32x4.splat(FIRST_DECAY), take1 = f32x4.splat(FIRST_SHARE);
  const keep2 = f32x4.splat(SECOND_DECAY), take2 = f32x4.splat(SECOND_SHARE);
  const epsilon = f32x4.splat(EPSILON);
  for (let index = 0; index < length; index += 4) {
    const offset = <usize>index << 2;
    const lanes = length - index;
    const gradient = f32x4.mul(v128.load(shape.gradient + offset), shortened);
    const first = multiplyAdd(f32x4.mul(v128.load(shape.firstMoment + offset), keep1), gradient, take1);
    const square = f32x4.mul(gradient, gradient);
    const second = multiplyAdd(f32x4.mul(v128.load(shape.secondMoment + offset), keep2), square, take2);
    const before = v128.load(shape.parameters + offset);
    const move = f32x4.div(first, f32x4.add(f32x4.sqrt(second), epsilon));
    const after = f32x4.sub(f32x4.sub(before, f32x4.mul(move, rate)), f32x4.mul(before, decay));
    storeLanes(shape.firstMoment + offset, first, lanes);
    storeLanes(shape.secondMoment + offset, second, lanes);
    storeLanes(shape.parameters + offset, after, lanes);
  }
}

/** What the gradient is multiplied by so that its norm is at most the clip (Pascanu et al. 2013). */
function clipFactor(shape: Adam): f32 {
  const clip = step().clip;
  if (clip == Infinity) return 1;
  return <f32>min<f64>(1, <f64>clip / max<f64>(Math.sqrt(squaredNorm(shape.gradient, shape.length)), 1e-12));
}
