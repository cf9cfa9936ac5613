import type { LayerSpec } from '../../../fusion/model-spec';
import { batchNorm } from './batch-norm';
import { convolution } from './convolution';
import { dense } from './dense';
import { dropout, flatten, relu, scaling } from './elementwise';
import type { Layer } from './layer';
import { averagePool, globalAveragePool } from './pooling';

/** The one place that knows which code runs which layer of a ModelSpec. */
export function layerFor(spec: LayerSpec): Layer {
  switch (spec.kind) {
    case 'conv1d':
    case 'conv2d':
      return convolution;
    case 'batchNorm':
      return batchNorm;
    case 'relu':
      return relu;
    case 'averagePool':
      return averagePool;
    case 'globalAveragePool':
      return globalAveragePool;
    case 'flatten':
      return flatten;
    case 'scale':
      return scaling(spec.factor);
    case 'dense':
      return dense;
    case 'dropout':
      return dropout(spec.rate);
  }
}
