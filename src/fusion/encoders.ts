/** What is natural for each shape of input: the same encoders in every strategy, so that only the fusion differs. */

import type { LayerSpec } from './model-spec';

const WIDTHS = [8, 16, 32] as const;
const SIGNAL_KERNEL = 7;
const IMAGE_KERNEL = 3;

/** A signal `[sample, 1]` gets a 1D CNN, an image `[row, column, 1]` a 2D CNN, a list `[feature]` dense layers. */
export function encoderLayers(shape: readonly number[]): LayerSpec[] {
  if (shape.length === 2) return convolutional('conv1d', SIGNAL_KERNEL);
  if (shape.length === 3) return convolutional('conv2d', IMAGE_KERNEL);
  return [{ kind: 'dense', units: 32 }, { kind: 'relu' }, { kind: 'dense', units: 32 }, { kind: 'relu' }];
}

function convolutional(kind: 'conv1d' | 'conv2d', kernel: number): LayerSpec[] {
  const blocks = WIDTHS.flatMap((filters): LayerSpec[] => [
    { kind, filters, kernel, bias: false },
    { kind: 'batchNorm' },
    { kind: 'relu' },
    { kind: 'averagePool' },
  ]);
  return [...blocks, { kind: 'globalAveragePool' }];
}
