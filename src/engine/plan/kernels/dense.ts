import { type Chain, chainForward, chainSizes } from './chain';
import {
  type Kernel,
  kernel,
  mainOfBeats,
  type Placement,
  place,
  placementSizes,
  type Sizes,
  workgroupsOfBeats,
} from './kernel';
import { matrixProduct } from './matrix-product';

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

/** `struct Row` and `struct Term` of a product whose rows and terms are plain indices. */
export const PLAIN_TERMS = `
struct Row { m: u32 }
fn row_of(sizes: Sizes, m: u32) -> Row { return Row(m); }
struct Term { k: u32 }
fn first_term(sizes: Sizes, k: u32) -> Term { return Term(k); }
fn next_term(sizes: Sizes, term: Term, lanes: u32) -> Term { return Term(term.k + lanes); }
`;

export function denseSizes({ inputs, units, kernelAt, from, into, chain }: DenseShape): Sizes {
  return {
    inputs,
    units,
    kernel_at: kernelAt,
    ...placementSizes('source', from),
    ...placementSizes('into', into),
    ...chainSizes(chain),
  };
}

/** The longest sum that one invocation should add up: a wider layer is summed in pieces, so that it fills a GPU. */
const LONGEST_SUM = 128;
const TERMS_A_PIECE = 64;

/** How many pieces the sums over the inputs are cut into; 1 where `dense` does it all. */
export function densePieces({ inputs }: DenseShape): number {
  return inputs <= LONGEST_SUM ? 1 : Math.ceil(inputs / TERMS_A_PIECE);
}

const READS = `
fn left(sizes: Sizes, term: Term, row: Row) -> f32 { return values[${place('source', 'row.m', 'term.k')}]; }
fn right(sizes: Sizes, term: Term, n: u32) -> f32 { return parameters[sizes.kernel_at + term.k * sizes.units + n]; }
`;

/**
 * `chain(input x kernel + bias)` of a narrow layer. Buffers: input `[beat, in]`, parameters, output `[beat, unit]`. Cost: 2 batch
 * x in x unit FLOPs, 8 reads for 32 of them; an invocation for 4 beats x 4 units.
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
    tile: 4,
    sharesSums: false,
    sizes: denseSizes(shape),
    buffers: { values: 'read', parameters: 'read', result: 'write' },
    code: `${chainForward(chain, training)}${PLAIN_TERMS}${READS}
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m >= step.count) { return; }
  let bias = parameters[sizes.kernel_at + sizes.inputs * sizes.units + n];
  result[${place('into', 'm', 'n')}] = chain(sum + bias, m * sizes.units + n);
}`,
  });
}

/**
 * The same for a wide layer, first: the product in pieces. Buffers: input `[beat, in]`, parameters, pieces
 * `[piece, beat, unit]`. Cost: as `dense`, but 16 reads for 128 FLOPs; an invocation for each piece
 * of 64 terms and 8 beats x 8 units.
 */
export function denseProduct(shape: DenseShape): Kernel {
  const { batch, inputs, units } = shape;
  return matrixProduct({
    name: 'dense product',
    about: `${inputs} -> ${units}`,
    m: batch,
    n: units,
    k: 'sizes.inputs',
    splits: densePieces(shape),
    tile: 8,
    sharesSums: false,
    sizes: denseSizes({ ...shape, chain: [] }),
    buffers: { values: 'read', parameters: 'read', pieces: 'write' },
    code: `${PLAIN_TERMS}${READS}
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[(split * sizes.m + m) * sizes.n + n] = sum; }`,
  });
}

/**
 * And second: the pieces added up, the bias and the chain. Buffers: pieces `[piece, beat, unit]`, parameters, output
 * `[beat, unit]`. Cost: a FLOP and a read for each piece of each output; an invocation for each output.
 */
export function denseSum(shape: DenseShape, training: boolean): Kernel {
  const { batch, inputs, units, chain } = shape;
  return kernel({
    name: 'dense sum',
    about: `${inputs} -> ${units}`,
    sizes: { features: units, batch, splits: densePieces(shape), ...denseSizes(shape) },
    buffers: { pieces: 'read', parameters: 'read', result: 'write' },
    code: `${chainForward(chain, training)}
${mainOfBeats(`
  var sum = parameters[sizes.kernel_at + sizes.inputs * sizes.units + inner];
  for (var piece = 0u; piece < sizes.splits; piece++) {
    sum += pieces[(piece * sizes.batch + beat) * sizes.units + inner];
  }
  result[${place('into', 'beat', 'inner')}] = chain(sum, beat * sizes.units + inner);`)}`,
    workgroups: workgroupsOfBeats(batch, units),
  });
}
