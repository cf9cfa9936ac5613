import { chainBackward, needsOutput } from './chain';
import { type DenseShape, denseSizes, PLAIN_TERMS } from './dense';
import { type Kernel, type KernelParts, place } from './kernel';
import { matrixProduct } from './matrix-product';

/** `fn upstream(row, unit)`: the gradient by `input x kernel + bias` from that by the chain's output. */
function upstream({ chain }: DenseShape): { code: string; buffers: KernelParts['buffers'] } {
  const reads = needsOutput(chain);
  return {
    code: `${chainBackward(chain)}
fn upstream(sizes: Sizes, row: u32, unit: u32) -> f32 {
  let place = ${place('into', 'row', 'unit')};
  return back(gradient[place], ${reads ? 'output[place]' : '0.0f'}, row * sizes.units + unit);
}`,
    buffers: reads ? { output: 'read' } : {},
  };
}

/**
 * The gradient by the input. Buffers: gradient by the output `[beat, unit]`, parameters, gradient by the input `[beat, in]`,
 * (output where the chain has ReLU). Cost: 2 batch x in x unit FLOPs, 8 reads for 32 of them; an invocation for 4 beats x 4
 * inputs.
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
    tile: 4,
    sharesSums: false,
    sizes: denseSizes(shape),
    buffers: { gradient: 'read', parameters: 'read', result: 'write', ...buffers },
    code: `${code}
${PLAIN_TERMS}
fn left(sizes: Sizes, term: Term, row: Row) -> f32 { return upstream(sizes, row.m, term.k); }
fn right(sizes: Sizes, term: Term, n: u32) -> f32 { return parameters[sizes.kernel_at + n * sizes.units + term.k]; }
fn store(split: u32, m: u32, n: u32, sum: f32) {
  if (m < step.count) { result[${place('source', 'm', 'n')}] = sum; }
}`,
  });
}

const TERMS_A_PIECE = 64;
/** Invocations that fill a large GPU: where a layer's weights alone ask for as many, the sums over the batch stay whole. */
const FILLING_INVOCATIONS = 16_384;

/** A wide layer has weights enough to fill a GPU with large tiles. */
const tileOf = ({ inputs }: DenseShape): 4 | 8 => (inputs > 128 ? 8 : 4);

/** How many pieces the sums over the batch are cut into. */
export function kernelGradientPieces(shape: DenseShape): number {
  const { batch, inputs, units } = shape;
  const tile = tileOf(shape);
  const invocations = Math.ceil((inputs + 1) / tile) * Math.ceil(units / tile);
  return Math.max(1, Math.min(Math.ceil(batch / TERMS_A_PIECE), Math.ceil(FILLING_INVOCATIONS / invocations)));
}

/**
 * The gradient by kernel and bias, in pieces that are to be added up; the bias is a row of ones.
 *
 * Buffers: input `[beat, in]`, gradient by the output `[beat, unit]`, pieces `[piece, in + 1, unit]` from `at` on, (output where
 * the chain has ReLU). Cost: as the gradient by the input; an invocation for each piece and 4 x 4
 * weights, or 8 x 8 of a wide layer.
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
    tile: tileOf(shape),
    sharesSums: false,
    sizes: { ...denseSizes(shape), at },
    buffers: { values: 'read', gradient: 'read', pieces: 'write', ...buffers },
    code: `${code}
${PLAIN_TERMS}
fn left(sizes: Sizes, term: Term, row: Row) -> f32 {
  return select(values[${place('source', 'term.k', 'min(row.m, sizes.inputs - 1u)')}], 1.0f, row.m == sizes.inputs);
}
fn right(sizes: Sizes, term: Term, n: u32) -> f32 { return upstream(sizes, term.k, n); }
fn store(split: u32, m: u32, n: u32, sum: f32) { pieces[sizes.at + (split * sizes.m + m) * sizes.n + n] = sum; }`,
  });
}
