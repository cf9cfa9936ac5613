/** What is natural for each shape of input: the same encoders in every strategy, so that only the fusion differs. */

import type { LayerSpec } from './model-spec';

const WIDTHS = [8, 16, 32] as const;
const SIGNAL_KERNEL = 7;
const IMAGE_KERNEL = 3;
const LIST_UNITS = 32;

/**
 * A signal `[sample, 1]` gets a 1D CNN, an image `[row, column, 1]` a 2D CNN, a list `[feature]` dense layers; all of them
 * batch-normalised, so that no modality arrives louder than another. `dropout` follows the convolutions only: they see
 * enough of a beat to know the patient by it, and would drown the few numbers of a rhythm.
 */
export function encoderLayers(shape: readonly number[], dropout: number): LayerSpec[] {
  if (shape.length === 2) return convolutional('conv1d', SIGNAL_KERNEL, dropout);
  if (shape.length === 3) return convolutional('conv2d', IMAGE_KERNEL, dropout);
  return [LIST_UNITS, LIST_UNITS].flatMap((units): LayerSpec[] => [
    { kind: 'dense', units },
    { kind: 'batchNorm' },
    { kind: 'relu' },
  ]);
}

function convolutional(kind: 'conv1d' | 'conv2d', kernel: number, dropout: number): LayerSpec[] {
  const blocks = WIDTHS.flatMap((filters): LayerSpec[] => [
    { kind, filters, kernel, bias: false },
    { kind: 'batchNorm' },
    { kind: 'relu' },
    { kind: 'averagePool' },
  ]);
  const regularised: LayerSpec[] = dropout > 0 ? [{ kind: 'dropout', rate: dropout }] : [];
  return [...blocks, { kind: 'globalAveragePool' }, ...regularised];
}
