import { type Chain, chainForward, chainSizes } from './chain';
import { type Kernel, kernel, main, type Placement, place, placementSizes, type Sizes, workgroupsFor } from './kernel';

export interface ConvolutionShape {
  readonly batch: number;
  /** A signal has one row. */
  readonly rows: number;
  readonly columns: number;
  readonly inputs: number;
  readonly outputs: number;
  /** `[rows, columns]` of the filter. */
  readonly window: readonly [number, number];
  /** Where the filter `[row, column, in, out]` begins in the parameters. */
  readonly filterAt: number;
  /** Where its bias begins; null without one. */
  readonly biasAt: number | null;
}

/** Columns that one invocation computes: a vec4, so that each weight serves 4 of them. */
const COLUMNS = 4;

/** Channels that one invocation computes: each input is used for so many. */
const channelsOf = (outputs: number): number => (outputs > 4 ? 8 : 4);

/** How the filter is walked: the place of a weight is a sum of strides, so that forward and backward are one code. */
interface Walk {
  readonly name: string;
  readonly shape: ConvolutionShape;
  readonly inputs: number;
  readonly outputs: number;
  readonly before: readonly [number, number];
  readonly weights: {
    readonly at: number;
    readonly row: number;
    readonly tap: number;
    readonly source: number;
    readonly channel: number;
  };
  readonly biasAt: number | null;
  readonly into: Placement;
  readonly chain: Chain;
  readonly training: boolean;
}

/** Zeros before the first sample that `same` padding adds. */
export function paddingBefore(window: readonly [number, number]): [number, number] {
  return [Math.floor((window[0] - 1) / 2), Math.floor((window[1] - 1) / 2)];
}

/**
 * Convolution of stride 1 with `same` padding, then the chain.
 *
 * Buffers: input `[beat, row, column, in]`, parameters, output `[beat, row, column, out]`. Cost: 2 batch x rows x columns x
 * window x in x out FLOPs, for 64 of them 9 reads; an invocation for 4 columns and 8 channels.
 */
export function convolution(shape: ConvolutionShape, into: Placement, chain: Chain, training: boolean): Kernel {
  const { inputs, outputs, window, filterAt } = shape;
  return walk({
    name: 'convolution',
    shape,
    inputs,
    outputs,
    before: paddingBefore(window),
    weights: {
      at: filterAt,
      row: window[1] * inputs * outputs,
      tap: inputs * outputs,
      source: outputs,
      channel: 1,
    },
    biasAt: shape.biasAt,
    into,
    chain,
    training,
  });
}

/**
 * The gradient by the input: the same walk with the filter turned round and its channels exchanged.
 *
 * Buffers: gradient by the convolution's output `[beat, row, column, out]`, parameters, gradient by its input
 * `[beat, row, column, in]`. Cost: as forward.
 */
export function convolutionInputGradient(shape: ConvolutionShape): Kernel {
  const { inputs, outputs, window, filterAt } = shape;
  const [top, left] = paddingBefore(window);
  return walk({
    name: 'convolution input gradient',
    shape,
    inputs: outputs,
    outputs: inputs,
    before: [window[0] - 1 - top, window[1] - 1 - left],
    weights: {
      at: filterAt + (window[0] * window[1] - 1) * inputs * outputs,
      row: -window[1] * inputs * outputs,
      tap: -inputs * outputs,
      source: 1,
      channel: outputs,
    },
    biasAt: null,
    into: { offset: 0, stride: shape.rows * shape.columns * inputs },
    chain: [],
    training: false,
  });
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

function walk({ name, shape, inputs, outputs, before, weights, biasAt, into, chain, training }: Walk): Kernel {
  const { batch, rows, columns, window } = shape;
  const channels = channelsOf(outputs);
  const tiles = Math.ceil(columns / COLUMNS);
  const [x, y] = workgroupsFor(batch * rows * tiles);
  const sizes: Sizes = {
    rows,
    columns,
    tiles,
    inputs,
    outputs,
    window_rows: window[0],
    window_columns: window[1],
    top: before[0],
    left: before[1],
    weights_at: weights.at,
    weight_row: weights.row,
    weight_tap: weights.tap,
    weight_source: weights.source,
    weight_channel: weights.channel,
    ...(biasAt !== null && { bias_at: biasAt }),
    ...placementSizes('into', into),
    ...chainSizes(chain),
  };
  return kernel({
    name,
    about: `${rows}x${columns}x${inputs} -> ${outputs}`,
    sizes,
    buffers: { values: 'read', parameters: 'read', result: 'write' },
    code: `${chainForward(chain, training)}
${main(walkCode(channels, biasAt !== null))}`,
    workgroups: [x, y, Math.ceil(outputs / channels)],
  });
}

/** A window of 4 inputs slides over each row of the filter: a step brings one new input, and a weight for each channel. */
function walkCode(channels: number, hasBias: boolean): string {
  const each = (line: (channel: number) => string): string => range(channels).map(line).join('\n');
  const valueAt = (column: string): string =>
    `select(0.0f, values[(line + min(${column}, last_column)) * inputs + source], ${column} <= last_column)`;
  return `
  let tile = index % sizes.tiles;
  let lines = index / sizes.tiles;
  let row = lines % sizes.rows;
  let beat = lines / sizes.rows;
  if (beat >= step.count) { return; }
  let inputs = sizes.inputs;
  let outputs = sizes.outputs;
  let taps = sizes.window_columns;
  let tap_stride = sizes.weight_tap;
  let channel = group.z * ${channels}u;
  // A column before the first wraps round and so is beyond the last, too.
  let column = tile * ${COLUMNS}u - sizes.left;
  let last_column = sizes.columns - 1u;
${each((c) => `  let channel${c} = min(channel + ${c}u, outputs - 1u) * sizes.weight_channel;`)}
${each((c) => `  var sum${c} = vec4<f32>();`)}
  for (var r = 0u; r < sizes.window_rows; r++) {
    let source_row = row + r - sizes.top;
    if (source_row >= sizes.rows) { continue; }
    let line = (beat * sizes.rows + source_row) * sizes.columns;
    for (var source = 0u; source < inputs; source++) {
      var weights = sizes.weights_at + r * sizes.weight_row + source * sizes.weight_source;
      var next = column + 3u;
      var window = vec4<f32>(0.0f, ${valueAt('column')}, ${valueAt('(column + 1u)')}, ${valueAt('(column + 2u)')});
      for (var tap = 0u; tap < taps; tap++) {
        window = vec4<f32>(window.yzw, ${valueAt('next')});
${each((c) => `        sum${c} += window * parameters[weights + channel${c}];`)}
        weights += tap_stride;
        next += 1u;
      }
    }
  }
  let inner = (row * sizes.columns + tile * ${COLUMNS}u) * outputs + channel;
  let at = ${place('into', 'beat', 'inner')};
  let unit = beat * sizes.rows * sizes.columns * outputs + inner;
  let width = min(sizes.columns - tile * ${COLUMNS}u, ${COLUMNS}u);
${each(
  (c) => `  if (channel + ${c}u < outputs) {
    let total = sum${c}${hasBias ? ` + parameters[sizes.bias_at + channel + ${c}u]` : ''};
    for (var offset = 0u; offset < width; offset++) {
      result[at + offset * outputs + ${c}u] = chain(total[offset], unit + offset * outputs + ${c}u);
    }
  }`,
)}`;
}
