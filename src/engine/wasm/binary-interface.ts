/**
 * What the kernels' binary is called with: the fields of each kernel's shape in the order in which they lie in memory, and the kernels
 * in the order of their numbers. The sources in `kernels/` say what each field means; `binary-interface.test.ts` compares the two.
 */

/** Pieces that a batch is cut into; as in `kernels/step.ts`. */
export const PIECES = 8;

const ELEMENTWISE = ['input', 'output', 'features'] as const;
const IMAGE = ['rows', 'columns', 'inputs', 'outputs', 'windowRows', 'windowColumns'] as const;
const PACK = ['kernel', 'packed', 'windowRows', 'windowColumns', 'inputs', 'outputs'] as const;
const STATISTICS = ['moments', 'statistics', 'movingMean', 'movingVariance', 'channels'] as const;
const POOLING = ['rows', 'columns', 'channels', 'poolRows', 'poolColumns'] as const;
const POOL = ['input', 'output', ...POOLING] as const;
const NORMALISE_GRADIENT = [
  ...(['input', 'gradient', 'statistics', 'gamma', 'beta', 'sums', 'means', 'byInput'] as const),
  ...(['gammaGradient', 'betaGradient'] as const),
  ...POOLING,
  'rectifies',
] as const;

export const KERNELS = {
  pack: PACK,
  packFlipped: PACK,
  collectGradient: ['sums', 'sumWords', 'kernelGradient', 'biasGradient', 'windowRows', 'depth', 'outputs'],
  convolution: ['input', 'output', 'packed', 'bias', 'frame', 'frameWords', 'moments', ...IMAGE],
  convolutionGradient: [
    ...(['gradient', 'normalisation', 'input', 'packed', 'byInput', 'zeros', 'sums', 'sumWords'] as const),
    ...(['inputFrame', 'inputFrameWords', 'gradientFrame', 'gradientFrameWords'] as const),
    ...IMAGE,
  ],
  dense: ['input', 'output', 'packed', 'bias', 'inputs', 'units'],
  denseGradient: ['gradient', 'input', 'packed', 'byInput', 'zeros', 'sums', 'sumWords', 'inputs', 'units'],
  channelMoments: ['input', 'moments', 'positions', 'channels'],
  batchStatistics: STATISTICS,
  runningStatistics: STATISTICS,
  normalise: ['input', 'output', 'statistics', 'gamma', 'beta', ...POOLING, 'rectifies'],
  gradientSums: NORMALISE_GRADIENT,
  gammaBetaGradient: NORMALISE_GRADIENT,
  normaliseGradient: NORMALISE_GRADIENT,
  pool: POOL,
  poolGradient: POOL,
  relu: ELEMENTWISE,
  reluGradient: [...ELEMENTWISE, 'rectified'],
  scale: [...ELEMENTWISE, 'factor'],
  dropout: [...ELEMENTWISE, 'key', 'threshold', 'factor'],
  copyColumns: ['from', 'to', 'fromStride', 'toStride', 'width'],
  softmax: ['logits', 'probabilities', 'classes'],
  crossEntropy: ['logits', 'labels', 'classWeights', 'byLogits', 'totals', 'classes'],
  energy: ['gradient', 'total', 'length'],
  adam: ['gradient', 'parameters', 'firstMoment', 'secondMoment', 'length'],
} as const;

export type KernelName = keyof typeof KERNELS;

/** Kernels that do a whole batch in one call; all others are called for each piece of it. */
export const UNDIVIDED: ReadonlySet<KernelName> = new Set([
  'pack',
  'packFlipped',
  'batchStatistics',
  'runningStatistics',
  'gammaBetaGradient',
  'softmax',
  'crossEntropy',
  'energy',
  'adam',
]);

/** Fields that hold an f32; all others hold a whole number or an address. */
export const FRACTIONS: ReadonlySet<string> = new Set(['factor']);

/** Fields of `Step` in `kernels/step.ts`: two whole numbers, then three f32. */
export const STEP_WORDS = 5;

/** Fields of `Post` in `kernels/team.ts`. */
export const POST_WORDS = 9;
/** Place of `broken` among them. */
export const BROKEN_WORD = 8;

/** Fields of `Call` in `kernels/run.ts`. */
export const CALL_WORDS = 3;

/** What the binary exports. */
export interface KernelExports {
  /** 1 where all did their share, 0 where a thread stopped. */
  lead(post: number, program: number, calls: number, step: number, threads: number): number;
  serve(post: number, thread: number, known: number): void;
}
