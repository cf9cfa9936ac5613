import { type Kernel, kernel, main, workgroupsFor } from './kernel';
import { add, sumMemory, sumOf, type WorkgroupSum } from './workgroup-sum';

export interface CrossEntropyShape {
  readonly batch: number;
  readonly classes: number;
}

/** One workgroup judges the whole batch: a few numbers a beat are not worth a second pass. */
const INVOCATIONS = 256;
const LOSS_AND_HITS: WorkgroupSum = { type: 'vec2<f32>', join: add, invocations: INVOCATIONS };

/**
 * Softmax cross-entropy weighted by class: its gradient by the logits, `(p - y) w / batch`, and loss and hits added to the
 * totals.
 *
 * Buffers: logits `[beat, class]`, order `[example]`, labels `[example]`, class weights `[class]`, gradient by the logits
 * `[beat, class]`, totals `[loss, hits, ...]`. Cost: three exponentials for each logit, reads of the logits from cache; one
 * workgroup, whose invocations share the beats.
 */
export function crossEntropy({ batch, classes }: CrossEntropyShape): Kernel {
  return kernel({
    name: 'cross-entropy',
    about: `${batch}x${classes}`,
    sizes: { classes },
    buffers: {
      logits: 'read',
      order: 'read u32',
      labels: 'read u32',
      weights: 'read',
      gradient: 'write',
      totals: 'write',
    },
    code: `${sumMemory(LOSS_AND_HITS)}
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(local_invocation_index) lane: u32) {
  let classes = sizes.classes;
  var sum = vec2<f32>();
  for (var row = lane; row < step.count; row += ${INVOCATIONS}u) {
    let at = row * classes;
    let label = labels[order[step.first + row]];
    let weight = weights[label];
    var greatest = logits[at];
    var called = 0u;
    for (var c = 1u; c < classes; c++) {
      if (logits[at + c] > greatest) { greatest = logits[at + c]; called = c; }
    }
    var whole = 0.0f;
    for (var c = 0u; c < classes; c++) { whole += exp(logits[at + c] - greatest); }
    for (var c = 0u; c < classes; c++) {
      let probability = exp(logits[at + c] - greatest) / whole;
      gradient[at + c] = (probability - select(0.0f, 1.0f, c == label)) * weight / f32(step.count);
    }
    // As the ops do it: a probability of 0 costs the logarithm of 1e-12.
    let own = max(exp(logits[at + label] - greatest) / whole, 1e-12f);
    sum += vec2<f32>(-weight * log(own), select(0.0f, 1.0f, called == label));
  }${sumOf(LOSS_AND_HITS, 'sum')}
  if (lane == 0u) {
    totals[0] += shared_sums[0].x;
    totals[1] += shared_sums[0].y;
  }
}
`,
    workgroups: [1, 1, 1],
  });
}

/**
 * Probabilities of the batch, laid at its place among all examples. Buffers: logits `[beat, class]`, probabilities
 * `[example, class]`. Cost: two exponentials for each logit; an invocation for each beat.
 */
export function softmax({ batch, classes }: CrossEntropyShape): Kernel {
  return kernel({
    name: 'softmax',
    about: `${batch}x${classes}`,
    sizes: { classes },
    buffers: { logits: 'read', probabilities: 'write' },
    code: main(`
  if (index >= step.count) { return; }
  let classes = sizes.classes;
  let at = index * classes;
  var greatest = logits[at];
  for (var c = 1u; c < classes; c++) { greatest = max(greatest, logits[at + c]); }
  var whole = 0.0f;
  for (var c = 0u; c < classes; c++) { whole += exp(logits[at + c] - greatest); }
  for (var c = 0u; c < classes; c++) {
    probabilities[step.first * classes + at + c] = exp(logits[at + c] - greatest) / whole;
  }`),
    workgroups: workgroupsFor(batch),
  });
}
