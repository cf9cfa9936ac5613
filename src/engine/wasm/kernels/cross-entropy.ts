import { step } from './step';

@unmanaged
class Softmax {
  /** `[beat, class]` */
  logits: usize;
  /** `[beat, class]` */
  probabilities: usize;
  classes: i32;
}

/** Cost: an exponential a class and beat, as of each kernel here. */
export function softmax(at: usize): void {
  const shape = changetype<Softmax>(at);
  for (let beat = 0; beat < step().count; beat++) {
    const offset = <usize>(beat * shape.classes) << 2;
    softmaxOf(shape.logits + offset, shape.probabilities + offset, shape.classes);
  }
}

function softmaxOf(logits: usize, probabilities: usize, classes: i32): void {
  let greatest = load<f32>(logits);
  for (let index = 1; index < classes; index++) greatest = max(greatest, load<f32>(logits + (<usize>index << 2)));
  let sum: f64 = 0;
  for (let index = 0; index < classes; index++) {
    const value = <f32>Math.exp(<f64>(load<f32>(logits + (<usize>index << 2)) - greatest));
    store<f32>(probabilities + (<usize>index << 2), value);
    sum += value;
  }
  for (let index = 0; index < classes; index++) {
    const to = probabilities + (<usize>index << 2);
    store<f32>(to, <f32>(<f64>load<f32>(to) / sum));
  }
}

@unmanaged
class CrossEntropy {
  logits: usize;
  /** `[beat]` index into the classes. */
  labels: usize;
  /** `[class]` */
  classWeights: usize;
  /** `[beat, class]` */
  byLogits: usize;
  /** f64: loss, hits. */
  totals: usize;
  classes: i32;
}

/** Softmax cross-entropy weighted by class, added to the totals; its gradient by the logits is (p - y) w / batch. */
export function crossEntropy(at: usize): void {
  const shape = changetype<CrossEntropy>(at);
  const classes = shape.classes;
  const share = <f32>1 / <f32>step().count;
  let loss: f64 = 0;
  let hits: f64 = 0;
  for (let beat = 0; beat < step().count; beat++) {
    const offset = <usize>(beat * classes) << 2;
    const probabilities = shape.byLogits + offset;
    softmaxOf(shape.logits + offset, probabilities, classes);
    const label = load<i32>(shape.labels + (<usize>beat << 2));
    const weight = load<f32>(shape.classWeights + (<usize>label << 2));
    const truth = probabilities + (<usize>label << 2);
    loss -= <f64>weight * Math.log(max(<f64>load<f32>(truth), 1e-12));
    if (firstGreatest(probabilities, classes) == label) hits += 1;
    store<f32>(truth, load<f32>(truth) - 1);
    for (let index = 0; index < classes; index++) {
      const to = probabilities + (<usize>index << 2);
      store<f32>(to, load<f32>(to) * weight * share);
    }
  }
  store<f64>(shape.totals, load<f64>(shape.totals) + loss);
  store<f64>(shape.totals + 8, load<f64>(shape.totals + 8) + hits);
}

function firstGreatest(values: usize, count: i32): i32 {
  let greatest = 0;
  for (let index = 1; index < count; index++) {
    if (load<f32>(values + (<usize>index << 2)) > load<f32>(values + (<usize>greatest << 2))) greatest = index;
  }
  return greatest;
}
