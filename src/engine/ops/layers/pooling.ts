import { avgPool, image, mul, pad, reshape, type Tensor4D } from '@tensorflow/tfjs-core';
import { asImages } from './images';
import type { Layer } from './layer';

/** Spreads each value evenly over the `window` that it was averaged from. */
function spread(gradient: Tensor4D, [rows, columns]: readonly [number, number]): Tensor4D {
  const [, height, width] = gradient.shape;
  const share = mul(gradient, 1 / (rows * columns)) as Tensor4D;
  return image.resizeNearestNeighbor(share, [height * rows, width * columns]);
}

/** Zeros for the last row or column that `valid` pooling dropped. */
function padTo(tensor: Tensor4D, height: number, width: number): Tensor4D {
  const [, rows, columns] = tensor.shape;
  if (rows === height && columns === width) return tensor;
  return pad(tensor, [
    [0, 0],
    [0, height - rows],
    [0, width - columns],
    [0, 0],
  ]);
}

function poolingBy(windowOf: (images: Tensor4D) => readonly [number, number], keepsSpace: boolean): Layer {
  return {
    forward(input) {
      const images = asImages(input);
      const window = windowOf(images);
      const pooled = avgPool(images, window as [number, number], window as [number, number], 'valid');
      const [batch, rows, columns, channels] = pooled.shape;
      const space = input.rank === 4 ? [rows, columns] : [columns];
      return { output: reshape(pooled, [batch, ...(keepsSpace ? space : []), channels]), saved: [] };
    },
    backward(gradient, { input }, _weights, wantInput) {
      if (!wantInput) return { input: null, weights: {} };
      const images = asImages(input);
      const [batch, height, width, channels] = images.shape;
      const [rows, columns] = windowOf(images);
      const pooled: [number, number, number, number] = [
        batch,
        Math.floor(height / rows),
        Math.floor(width / columns),
        channels,
      ];
      const byImages = padTo(spread(reshape(gradient, pooled), [rows, columns]), height, width);
      return { input: reshape(byImages, input.shape), weights: {} };
    },
  };
}

/** Mean of windows of 2 along each spatial axis; an odd last sample is dropped. */
export const averagePool = poolingBy((images) => (images.shape[1] === 1 ? [1, 2] : [2, 2]), true);

/** Mean over all spatial axes. */
export const globalAveragePool = poolingBy((images) => [images.shape[1], images.shape[2]], false);
