import { binding, type Kernel, main, STEP, WORKGROUP, workgroupsFor } from './kernel';

export interface CrossEntropyShape {
  readonly batch: number;
  readonly classes: number;
}

/** One workgroup judges the whole batch: a few numbers a beat are not worth a second pass. */
const INVOCATIONS = 256;

/**
 * Softmax cross-entropy weighted by class: its gradient by the logits, `(p - y) w / batch`, and loss and hits added to the
 * totals. Buffers: logits `[batch, class]`, order, labels `[example]`, class weights, gradient by the logits, totals
 * `[loss, hits, ...]`.
 */
export function crossEntropy({ classes }: CrossEntropyShape): Kernel {
  const code = `${STEP}
${binding(1, 'logits', 'read')}${binding(2, 'order', 'read', 'u32')}${binding(3, 'labels', 'read', 'u32')}${binding(4, 'weights', 'read')}${binding(5, 'gradient', 'write')}${binding(6, 'totals', 'write')}
var<workgroup> sums: array<vec2<f32>, ${INVOCATIONS}>;
@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = vec2<f32>();
  for (var row = lane; row < step.count; row += ${INVOCATIONS}u) {
    let at = row * ${classes}u;
    let label = labels[order[step.first + row]];
    let weight = weights[label];
    var greatest = logits[at];
    var called = 0u;
    for (var c = 1u; c < ${classes}u; c++) {
      if (logits[at + c] > greatest) { greatest = logits[at + c]; called = c; }
    }
    var whole = 0.0f;
    for (var c = 0u; c < ${classes}u; c++) { whole += exp(logits[at + c] - greatest); }
    for (var c = 0u; c < ${classes}u; c++) {
      let probability = exp(logits[at + c] - greatest) / whole;
      gradient[at + c] = (probability - select(0.0f, 1.0f, c == label)) * weight / f32(step.count);
    }
    // As the ops do it: a probability of 0 costs the logarithm of 1e-12.
    let own = max(exp(logits[at + label] - greatest) / whole, 1e-12f);
    sum += vec2<f32>(-weight * log(own), select(0.0f, 1.0f, called == label));
  }
  sums[lane] = sum;
  for (var distance = ${INVOCATIONS / 2}u; distance >= 1u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { sums[lane] += sums[lane + distance]; }
  }
  if (lane == 0u) {
    totals[0] += sums[0].x;
    totals[1] += sums[0].y;
  }
}
`;
  return {
    label: 'cross-entropy',
    code,
    access: ['read', 'read', 'read', 'read', 'write', 'write'],
    workgroups: [1, 1, 1],
  };
}

/** Probabilities of the batch, laid at its place among all examples. Buffers: logits, probabilities `[example, class]`. */
export function softmax({ batch, classes }: CrossEntropyShape): Kernel {
  const code = `${STEP}
${binding(1, 'logits', 'read')}${binding(2, 'probabilities', 'write')}
${main(`
  if (index >= step.count) { return; }
  let at = index * ${classes}u;
  var greatest = logits[at];
  for (var c = 1u; c < ${classes}u; c++) { greatest = max(greatest, logits[at + c]); }
  var whole = 0.0f;
  for (var c = 0u; c < ${classes}u; c++) { whole += exp(logits[at + c] - greatest); }
  for (var c = 0u; c < ${classes}u; c++) {
    probabilities[step.first * ${classes}u + at + c] = exp(logits[at + c] - greatest) / whole;
  }`)}`;
  return { label: 'softmax', code, access: ['read', 'write'], workgroups: workgroupsFor(batch, WORKGROUP) };
}
