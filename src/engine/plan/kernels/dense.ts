import { type Chain, chainBackward, chainForward, chainSizes, needsOutput } from './chain';
import { type Kernel, type KernelParts, type Placement, place, placementSizes, type Sizes } from './kernel';
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

const PLAIN_TERMS = `
struct Row { m: u32 }
fn row_of(m: u32) -> Row { return Row(m); }
struct Term { k: u32 }
fn first_term(k: u32) -> Term { return Term(k); }
fn next_term(term: Term, lanes: u32) -> Term { return Term(term.k + lanes); }
`;

function sizesOf({ inputs, units, kernelAt, from, into, chain }: DenseShape): Sizes {
  return {
    inputs,
    units,
    kernel_at: kernelAt,
    ...placementSizes('source', from),
    ...placementSizes('into', into),
    ...chainSizes(chain),
  };
}

/**
 * `chain(input x kernel + bias)`. Buffers: input `[beat, in]`, parameters, output `[beat, unit]`. Cost: 2 batch x in x unit
 * FLOPs, 8 reads for 32 of them; 16 invocations for each tile of 4 beats x 4 units.
 */
export function dense(shape: DenseShape, training: boolean): Kernel {
  const { batch, inputs, units, chain } = shape;
  return matrixProduct({
    name: 'dense',
    about: `${inputs} -> ${units}`,
    m: batch,
    n: units,
    k: 'sizes.inputs',
    splits: 1,
    tiles: NARROW,
    sizes: sizesOf(shape),
    buffers: { values: 'read', parameters: 'read', result: 'write' },
    code: `${chainForward(chain, training)}${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 { return values[${place('source', 'row.m', 'term.k')}]; }
fn right(term: Term, n: u32) -> f32 { return parameters[sizes.kernel_at + term.k * sizes.units + n]; }
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m >= step.count) { return; }
  let bias = parameters[sizes.kernel_at + sizes.inputs * sizes.units + n];
  result[${place('into', 'm', 'n')}] = chain(sum + bias, m * sizes.units + n);
}`,
  });
}

/** `fn upstream(row, unit)`: the gradient by `input x kernel + bias` from that by the chain's output. */
function upstream({ chain }: DenseShape): { code: string; buffers: KernelParts['buffers'] } {
  const reads = needsOutput(chain);
  return {
    code: `${chainBackward(chain)}
fn upstream(row: u32, unit: u32) -> f32 {
  let place = ${place('into', 'row', 'unit')};
  return back(gradient[place], ${reads ? 'output[place]' : '0.0f'}, row * sizes.units + unit);
}`,
    buffers: reads ? { output: 'read' } : {},
  };
}

/**
 * The gradient by the input. Buffers: gradient by the output `[beat, unit]`, parameters, gradient by the input `[beat, in]`,
 * (output where the chain has ReLU). Cost: as forward.
 */
export function denseInputGradient(shape: DenseShape): Kernel {
  const { batch, inputs, units } = shape;
  const { code, buffers } = upstream(shape);
  return matrixProduct({
    name: 'dense input gradient',
    about: `${inputs} -> ${units}`,
    m: batch,
    n: inputs,
    k: 'sizes.units',
    splits: 1,
    tiles: NARROW,
    sizes: sizesOf(shape),
    buffers: { gradient: 'read', parameters: 'read', result: 'write', ...buffers },
    code: `${code}
${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 { return upstream(row.m, term.k); }
fn right(term: Term, n: u32) -> f32 { return parameters[sizes.kernel_at + n * sizes.units + term.k]; }
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m < step.count) { result[${place('source', 'm', 'n')}] = sum; }
}`,
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
 * The gradient by kernel and bias, in pieces that are to be added up; the bias is a row of ones.
 *
 * Buffers: input `[beat, in]`, gradient by the output `[beat, unit]`, pieces `[piece, in + 1, unit]` from `at` on, (output where
 * the chain has ReLU). Cost: as forward; an invocation for each piece and tile of 4 x 4 weights.
 */
export function denseKernelGradient(shape: DenseShape, at: number): Kernel {
  const { inputs, units } = shape;
  const { code, buffers } = upstream(shape);
  return matrixProduct({
    name: 'dense kernel gradient',
    about: `${inputs} -> ${units}`,
    m: inputs + 1,
    n: units,
    k: 'step.count',
    splits: kernelGradientPieces(shape),
    tiles: widestTiles(16, units),
    sizes: { ...sizesOf(shape), at },
    buffers: { values: 'read', gradient: 'read', pieces: 'write', ...buffers },
    code: `${code}
${PLAIN_TERMS}
fn left(term: Term, row: Row) -> f32 {
  return select(values[${place('source', 'term.k', 'min(row.m, sizes.inputs - 1u)')}], 1.0f, row.m == sizes.inputs);
}
fn right(term: Term, n: u32) -> f32 { return upstream(term.k, n); }
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[sizes.at + (split * sizes.m + m) * sizes.n + n] = sum; }`,
  });
}
