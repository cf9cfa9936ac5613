import { type Chain, chainForward } from './chain';
import { binding, type Kernel, main, type Placement, place, STEP, workgroupsFor } from './kernel';

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

/** Columns and channels that one invocation computes: each input is used for 8 channels, each weight for 4 columns. */
const COLUMNS = 4;
const CHANNELS = 8;

interface Walk {
  readonly name: string;
  readonly shape: ConvolutionShape;
  readonly from: number;
  readonly to: number;
  readonly before: readonly [number, number];
  /** WGSL for the place of the weight from channel `from` at the tap `(r, c)` to the first channel; and the step to the next. */
  readonly weightAt: (row: string, column: number) => string;
  readonly weightStride: number;
  readonly biasAt: number | null;
  readonly into: Placement;
  readonly chain: string;
}

/** Zeros before the first sample that `same` padding adds. */
export function paddingBefore(window: readonly [number, number]): [number, number] {
  return [Math.floor((window[0] - 1) / 2), Math.floor((window[1] - 1) / 2)];
}

/**
 * Convolution of stride 1 with `same` padding, then the chain. Buffers: input `[batch, row, column, in]`, parameters, output
 * `[batch, row, column, out]`. Cost: batch x rows x columns x window x in x out multiply-adds.
 */
export function convolution(shape: ConvolutionShape, into: Placement, chain: Chain, training: boolean): Kernel {
  const { inputs, outputs, window } = shape;
  return walk({
    name: 'convolution',
    shape,
    from: inputs,
    to: outputs,
    before: paddingBefore(window),
    weightAt: (row, column) => `((${row} * ${window[1]}u + ${column}u) * ${inputs}u + source) * ${outputs}u`,
    weightStride: 1,
    biasAt: shape.biasAt,
    into,
    chain: chainForward(chain, training),
  });
}

/**
 * The gradient by the input: the same walk with the filter turned round and its channels exchanged. Buffers: gradient by the
 * convolution's output, parameters, gradient by its input. Cost: as forward.
 */
export function convolutionInputGradient(shape: ConvolutionShape): Kernel {
  const { inputs, outputs, window } = shape;
  const [top, left] = paddingBefore(window);
  const turned = (row: string, column: number): string =>
    `(((${window[0] - 1}u - ${row}) * ${window[1]}u + ${window[1] - 1 - column}u) * ${inputs * outputs}u + source)`;
  return walk({
    name: 'convolution input gradient',
    shape,
    from: outputs,
    to: inputs,
    before: [window[0] - 1 - top, window[1] - 1 - left],
    weightAt: turned,
    weightStride: outputs,
    biasAt: null,
    into: { offset: 0, stride: shape.rows * shape.columns * inputs },
    chain: chainForward([], false),
  });
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

function walk({ name, shape, from, to, before, weightAt, weightStride, biasAt, into, chain }: Walk): Kernel {
  const { batch, rows, columns, window, filterAt } = shape;
  const channels = Math.min(CHANNELS, to);
  const tiles = Math.ceil(columns / COLUMNS);
  const invocations = batch * rows * tiles;
  const [x, y] = workgroupsFor(invocations);
  const [top, left] = before;
  const span = COLUMNS + window[1] - 1;
  const isWhole = to % channels === 0;
  const weight = (column: number, channel: number): string => {
    const read = `parameters[${filterAt}u + weights${column} + ${channel * weightStride}u]`;
    return isWhole ? read : `select(0.0f, ${read}, channel + ${channel}u < ${to}u)`;
  };
  const code = `${STEP}
${binding(1, 'source_values', 'read')}${binding(2, 'parameters', 'read')}${binding(3, 'result', 'write')}
${chain}
${main(`
  let tile = index % ${tiles}u;
  let line = index / ${tiles}u;
  let row = line % ${rows}u;
  let beat = line / ${rows}u;
  if (beat >= step.count) { return; }
  let channel = group.z * ${channels}u;
  let column = i32(tile * ${COLUMNS}u) - ${left};
${range(COLUMNS * channels)
  .map((each) => `  var sum${each} = 0.0f;`)
  .join('\n')}
  for (var r = 0u; r < ${window[0]}u; r++) {
    let source_row = i32(row + r) - ${top};
    if (source_row < 0 || source_row >= ${rows}) { continue; }
    let line_start = (i32(beat * ${rows}u) + source_row) * ${columns};
    for (var source = 0u; source < ${from}u; source++) {
${range(span)
  .map(
    (each) => `      let column${each} = column + ${each};
      let value${each} = select(0.0f, source_values[u32(line_start + clamp(column${each}, 0, ${columns - 1})) * ${from}u + source], column${each} >= 0 && column${each} < ${columns});`,
  )
  .join('\n')}
${range(window[1])
  .map(
    (tap) => `      let weights${tap} = ${weightAt('r', tap)} + channel * ${weightStride}u;
${range(channels)
  .map(
    (each) => `      let weight${tap}_${each} = ${weight(tap, each)};
${range(COLUMNS)
  .map((offset) => `      sum${offset * channels + each} += value${offset + tap} * weight${tap}_${each};`)
  .join('\n')}`,
  )
  .join('\n')}`,
  )
  .join('\n')}
    }
  }
${range(COLUMNS)
  .map(
    (offset) => `  if (tile * ${COLUMNS}u + ${offset}u < ${columns}u) {
    let inner = (row * ${columns}u + tile * ${COLUMNS}u + ${offset}u) * ${to}u + channel;
    let at = ${place(into, 'beat', 'inner')};
    let unit = beat * ${rows * columns * to}u + inner;
${range(channels)
  .map((each) => {
    const bias = biasAt === null ? '' : ` + parameters[${biasAt}u + channel + ${each}u]`;
    const store = `result[at + ${each}u] = chain(sum${offset * channels + each}${bias}, unit + ${each}u);`;
    return isWhole ? `    ${store}` : `    if (channel + ${each}u < ${to}u) { ${store} }`;
  })
  .join('\n')}
  }`,
  )
  .join('\n')}`)}`;
  return {
    label: `${name} ${rows}x${columns}x${from} -> ${to}`,
    code,
    access: ['read', 'read', 'write'],
    workgroups: [x, y, Math.ceil(to / channels)],
  };
}
