import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../../adam';
import { float, type Kernel, kernel, main, WORKGROUP, workgroupsFor } from './kernel';
import { add, sumMemory, sumOf, type WorkgroupSum } from './workgroup-sum';

/** Words of the table for each parameter: where its first piece lies, how far apart they are, how many there are. */
export const TABLE_WORDS = 3;

/**
 * The gradient of every parameter from the pieces that the layers' kernels left, in a fixed order.
 *
 * Buffers: table `[parameter, 3]`, pieces (see `GradientPieces`), gradient `[parameter]`. Cost: a read and an addition for each
 * piece of each parameter; an invocation for each parameter.
 */
export function collectGradient(parameters: number): Kernel {
  return kernel({
    name: 'collect gradient',
    about: `${parameters}`,
    sizes: { parameters },
    buffers: { table: 'read u32', pieces: 'read', gradient: 'write' },
    code: main(`
  if (index >= sizes.parameters) { return; }
  let at = table[index * ${TABLE_WORDS}u];
  let apart = table[index * ${TABLE_WORDS}u + 1u];
  let count = table[index * ${TABLE_WORDS}u + 2u];
  var sum = 0.0f;
  for (var piece = 0u; piece < count; piece++) { sum += pieces[at + piece * apart]; }
  gradient[index] = sum;`),
    workgroups: workgroupsFor(parameters),
  });
}

/** A stretch of the parameters. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
}

const NORM_PIECES = 32;
const NUMBERS: WorkgroupSum = { type: 'f32', join: add, invocations: WORKGROUP };

/** Numbers that `squaredNorms` writes. */
export const squaredNormsSize = (stretches: readonly Stretch[]): number => stretches.length * NORM_PIECES;

/**
 * Squared norm of the gradient over each stretch, in 32 pieces; that of the first only where it is clipped. Buffers: gradient `[parameter]`, norms `[stretch, 32]`. Cost: 2
 * FLOPs and a read for each number of each stretch; a workgroup for each piece.
 */
export function squaredNorms(stretches: readonly Stretch[]): Kernel {
  const list = (field: string): string =>
    `array<u32, ${stretches.length}>(${stretches.map((_, index) => `sizes.${field}${index}`).join(', ')})`;
  return kernel({
    name: 'squared norms',
    about: `of ${stretches.length} stretches`,
    sizes: Object.fromEntries(
      stretches.flatMap(({ from, length }, index) => [
        [`begin${index}`, from],
        [`length${index}`, length],
      ]),
    ),
    buffers: { gradient: 'read', norms: 'write' },
    code: `${sumMemory(NUMBERS)}${main(`
  var begins = ${list('begin')};
  var lengths = ${list('length')};
  let begin = begins[group.y];
  // The whole's is asked for only where it may be clipped.
  let length = select(lengths[group.y], 0u, group.y == 0u && step.clip == 0.0f);
  var sum = 0.0f;
  for (var at = group.x * ${WORKGROUP}u + lane; at < length; at += ${NORM_PIECES * WORKGROUP}u) {
    let slope = gradient[begin + at];
    sum += slope * slope;
  }${sumOf(NUMBERS, 'sum')}
  if (lane == 0u) { norms[group.y * ${NORM_PIECES}u + group.x] = shared_sums[0]; }`)}`,
    workgroups: [NORM_PIECES, stretches.length, 1],
  });
}

/**
 * Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019) for all parameters at once, the gradient
 * shortened where its norm is above `step.clip`. The first `energies` stretches but the whole (stretch 0) are added to the
 * totals from word 2 on.
 *
 * Buffers: gradient, norms `[stretch, 32]`, parameters, first moment, second moment, totals. Cost: about 15 FLOPs, four reads
 * and three writes for each parameter, and the norm's 32 pieces where it clips; an invocation for each parameter.
 */
export function adam(parameters: number, energies: number): Kernel {
  return kernel({
    name: 'adam',
    about: `${parameters}`,
    sizes: { parameters, energies },
    buffers: {
      gradient: 'read',
      norms: 'read',
      parameters: 'write',
      first: 'write',
      second: 'write',
      totals: 'write',
    },
    code: `
fn squared_norm(stretch: u32) -> f32 {
  var sum = 0.0f;
  for (var piece = 0u; piece < ${NORM_PIECES}u; piece++) { sum += norms[stretch * ${NORM_PIECES}u + piece]; }
  return sum;
}
${main(`
  if (index < sizes.energies) { totals[2u + index] += squared_norm(1u + index); }
  if (index >= sizes.parameters) { return; }
  var slope = gradient[index];
  if (step.clip > 0.0f) { slope *= min(step.clip / max(sqrt(squared_norm(0u)), 1e-12f), 1.0f); }
  let m = first[index] * ${float(FIRST_DECAY)} + slope * ${float(1 - FIRST_DECAY)};
  let v = second[index] * ${float(SECOND_DECAY)} + slope * slope * ${float(1 - SECOND_DECAY)};
  first[index] = m;
  second[index] = v;
  let weight = parameters[index];
  parameters[index] = weight - m / (sqrt(v) + ${float(EPSILON)}) * step.rate - weight * step.decay;`)}`,
    workgroups: workgroupsFor(Math.max(parameters, energies)),
  });
}
