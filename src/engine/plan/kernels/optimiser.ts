import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../adam';
import { binding, float, type Kernel, main, STEP, workgroupsFor } from './kernel';

/** Words of the table for each parameter: where its first piece lies, how far apart they are, how many there are. */
export const TABLE_WORDS = 3;

/**
 * The gradient of every parameter from the pieces that the layers' kernels left. Buffers: table `[parameter, 3]`, pieces,
 * gradient `[parameter]`.
 */
export function collectGradient(parameters: number): Kernel {
  const code = `${STEP}
${binding(1, 'table', 'read', 'u32')}${binding(2, 'pieces', 'read')}${binding(3, 'gradient', 'write')}
${main(`
  if (index >= ${parameters}u) { return; }
  let at = table[index * ${TABLE_WORDS}u];
  let apart = table[index * ${TABLE_WORDS}u + 1u];
  let count = table[index * ${TABLE_WORDS}u + 2u];
  var sum = 0.0f;
  for (var piece = 0u; piece < count; piece++) { sum += pieces[at + piece * apart]; }
  gradient[index] = sum;`)}`;
  return {
    label: 'collect gradient',
    code,
    access: ['read', 'read', 'write'],
    workgroups: workgroupsFor(parameters),
  };
}

/** A stretch of the parameters. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
}

const NORM_INVOCATIONS = 256;
const NORM_PIECES = 16;

/** Numbers that `squaredNorms` writes. */
export const squaredNormsSize = (stretches: readonly Stretch[]): number => stretches.length * NORM_PIECES;

/** Squared norm of the gradient over each stretch, in 16 pieces. Buffers: gradient, norms `[stretch, 16]`. */
export function squaredNorms(stretches: readonly Stretch[]): Kernel {
  const list = (numbers: readonly number[]): string =>
    `array<u32, ${numbers.length}>(${numbers.map((number) => `${number}u`).join(', ')})`;
  const code = `${STEP}
${binding(1, 'gradient', 'read')}${binding(2, 'norms', 'write')}
var<workgroup> sums: array<f32, ${NORM_INVOCATIONS}>;
${main(
  `  var begins = ${list(stretches.map(({ from }) => from))};
  var lengths = ${list(stretches.map(({ length }) => length))};
  let begin = begins[group.y];
  let length = lengths[group.y];
  var sum = 0.0f;
  for (var at = group.x * ${NORM_INVOCATIONS}u + lane; at < length; at += ${NORM_PIECES * NORM_INVOCATIONS}u) {
    sum += gradient[begin + at] * gradient[begin + at];
  }
  sums[lane] = sum;
  for (var distance = ${NORM_INVOCATIONS / 2}u; distance >= 1u; distance /= 2u) {
    workgroupBarrier();
    if (lane < distance) { sums[lane] += sums[lane + distance]; }
  }
  if (lane == 0u) { norms[group.y * ${NORM_PIECES}u + group.x] = sums[0]; }`,
  NORM_INVOCATIONS,
)}`;
  return {
    label: 'squared norms',
    code,
    access: ['read', 'write'],
    workgroups: [NORM_PIECES, stretches.length, 1],
  };
}

/**
 * Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019) for all parameters at once, the gradient
 * shortened where its norm is above `step.clip`. The first `energies` stretches but the whole (stretch 0) are added to the
 * totals from word 2 on. Buffers: gradient, norms, parameters, first moment, second moment, totals.
 */
export function adam(parameters: number, energies: number): Kernel {
  const code = `${STEP}
${binding(1, 'gradient', 'read')}${binding(2, 'norms', 'read')}${binding(3, 'parameters', 'write')}${binding(4, 'first', 'write')}${binding(5, 'second', 'write')}${binding(6, 'totals', 'write')}
fn squared_norm(stretch: u32) -> f32 {
  var sum = 0.0f;
  for (var piece = 0u; piece < ${NORM_PIECES}u; piece++) { sum += norms[stretch * ${NORM_PIECES}u + piece]; }
  return sum;
}
${main(`
  if (index < ${energies}u) { totals[2u + index] += squared_norm(1u + index); }
  if (index >= ${parameters}u) { return; }
  var slope = gradient[index];
  if (step.clip > 0.0f) { slope *= min(step.clip / max(sqrt(squared_norm(0u)), 1e-12f), 1.0f); }
  let m = first[index] * ${float(FIRST_DECAY)} + slope * ${float(1 - FIRST_DECAY)};
  let v = second[index] * ${float(SECOND_DECAY)} + slope * slope * ${float(1 - SECOND_DECAY)};
  first[index] = m;
  second[index] = v;
  let weight = parameters[index];
  parameters[index] = weight - m / (sqrt(v) + ${float(EPSILON)}) * step.rate - weight * step.decay;`)}`;
  return {
    label: 'adam',
    code,
    access: ['read', 'read', 'write', 'write', 'write', 'write'],
    workgroups: workgroupsFor(Math.max(parameters, energies)),
  };
}
