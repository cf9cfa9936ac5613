import { type Chain, chainBackward, chainForward, needsOutput } from './chain';
import { binding, type Kernel, type Placement, place } from './kernel';
import { matrixProduct, widestTiles } from './matrix-product';

export interface DenseShape {
  readonly batch: number;
  readonly inputs: number;
  readonly units: number;
  /** Where the kernel `[in, unit]` begins in the parameters; its bias follows it. */
  readonly kernelAt: number;
  readonly from: Placement;
  readonly into: Placement;
  readonly chain: Chain;
}

/** One tile of rows by four of columns leaves 16 invocations for each sum, and many workgroups. */
const NARROW = [1, 4] as const;

const PLAIN_TERMS = `struct Row { m: u32 }
fn row_of(m: u32) -> Row { return Row(m); }
struct Term { k: u32 }
fn term_of(k: u32) -> Term { return Term(k); }`;

/**
 * `chain(input x kernel + bias)`. Buffers: input, parameters, output `[batch, unit]`. Cost: batch x in x unit multiply-adds.
 */
export function dense(shape: DenseShape, training: boolean): Kernel {
  const { batch, inputs, units, kernelAt, from, into, chain } = shape;
  return matrixProduct({
    label: `dense ${inputs} -> ${units}`,
    m: batch,
    n: units,
    k: `${inputs}u`,
    splits: 1,
    tiles: NARROW,
    declarations: `${binding(1, 'values', 'read')}${binding(2, 'parameters', 'read')}${binding(3, 'result', 'write')}
${chainForward(chain, training)}${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 { return values[${place(from, 'row.m', 'term.k')}]; }
fn right(term: Term, n: u32) -> f32 { return parameters[${kernelAt}u + term.k * ${units}u + n]; }
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m >= step.count) { return; }
  result[${place(into, 'm', 'n')}] = chain(sum + parameters[${kernelAt + inputs * units}u + n], m * ${units}u + n);
}`,
    access: ['read', 'read', 'write'],
  });
}

/** Binding and `fn upstream(row, unit)`: the gradient by `input x kernel + bias` from that by the chain's output. */
function upstream({ units, into, chain }: DenseShape, next: number): { code: string; access: Kernel['access'] } {
  const reads = needsOutput(chain);
  return {
    code: `${reads ? binding(next, 'output', 'read') : ''}${chainBackward(chain)}
fn upstream(row: u32, unit: u32) -> f32 {
  let place = ${place(into, 'row', 'unit')};
  return back(gradient[place], ${reads ? 'output[place]' : '0.0f'}, row * ${units}u + unit);
}`,
    access: reads ? ['read'] : [],
  };
}

/** The gradient by the input. Buffers: gradient by the output, parameters, gradient by the input, (output where the chain has ReLU). */
export function denseInputGradient(shape: DenseShape): Kernel {
  const { batch, inputs, units, kernelAt, from } = shape;
  const { code, access } = upstream(shape, 4);
  return matrixProduct({
    label: `dense input gradient ${inputs} -> ${units}`,
    m: batch,
    n: inputs,
    k: `${units}u`,
    splits: 1,
    tiles: NARROW,
    declarations: `${binding(1, 'gradient', 'read')}${binding(2, 'parameters', 'read')}${binding(3, 'result', 'write')}
${code}
${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 { return upstream(row.m, term.k); }
fn right(term: Term, n: u32) -> f32 { return parameters[${kernelAt}u + n * ${units}u + term.k]; }
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m < step.count) { result[${place(from, 'm', 'n')}] = sum; }
}`,
    access: ['read', 'read', 'write', ...access],
  });
}

const TERMS_A_PIECE = 64;
/** A wide layer fills the GPU by its weights alone. */
const WEIGHTS_THAT_FILL = 16_384;

export function kernelGradientPieces({ batch, inputs, units }: DenseShape): number {
  if (inputs * units >= WEIGHTS_THAT_FILL) return 1;
  return Math.max(1, Math.ceil(batch / TERMS_A_PIECE));
}

/**
 * The gradient by kernel and bias, in pieces `[piece, in + 1, unit]` from `at` on, to be added up; the bias is a row of ones.
 * Buffers: input, gradient by the output, pieces, (output where the chain has ReLU).
 */
export function denseKernelGradient(shape: DenseShape, at: number): Kernel {
  const { inputs, units, from } = shape;
  const { code, access } = upstream(shape, 4);
  return matrixProduct({
    label: `dense kernel gradient ${inputs} -> ${units}`,
    m: inputs + 1,
    n: units,
    k: 'step.count',
    splits: kernelGradientPieces(shape),
    tiles: widestTiles(16, units),
    declarations: `${binding(1, 'values', 'read')}${binding(2, 'gradient', 'read')}${binding(3, 'pieces', 'write')}
${code}
${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 {
  return select(values[${place(from, 'term.k', `min(row.m, ${inputs - 1}u)`)}], 1.0f, row.m == ${inputs}u);
}
fn right(term: Term, n: u32) -> f32 { return upstream(term.k, n); }
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[${at}u + (split * ${inputs + 1}u + m) * ${units}u + n] = sum; }`,
    access: ['read', 'read', 'write', ...access],
  });
}
