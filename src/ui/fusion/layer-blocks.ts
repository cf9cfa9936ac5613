import { sizeOf } from '../../domain/representation';
import type { PlacedLayer } from '../../fusion/model-shapes';
import type { LayerSpec } from '../../fusion/model-spec';
import { grouped } from '../wording/numbers';

/** Layers that are drawn as one box: a convolution with the normalisation, activation and pooling that follow it. */
export interface LayerBlock {
  /** Path of its first layer, `time/0`. */
  readonly path: string;
  readonly layers: readonly PlacedLayer[];
  /** What fits into the box: `conv 8`. */
  readonly short: string;
  /** One sentence: kinds, shapes and trained numbers. */
  readonly sentence: string;
}

const OPENS_A_BOX: ReadonlySet<LayerSpec['kind']> = new Set(['conv1d', 'conv2d', 'dense', 'scale']);

/** Boxes of a chain of layers. Layers before the first box (a flatten) join it; without any box there is none to draw. */
export function blocksOf(chain: readonly PlacedLayer[]): LayerBlock[] {
  const groups: PlacedLayer[][] = [];
  let before: PlacedLayer[] = [];
  for (const placed of chain) {
    if (OPENS_A_BOX.has(placed.layer.kind)) {
      groups.push([...before, placed]);
      before = [];
    } else if (groups.length === 0) before.push(placed);
    else groups.at(-1)?.push(placed);
  }
  return groups.map(blockOf);
}

function blockOf(layers: readonly PlacedLayer[]): LayerBlock {
  const first = layers[0] as PlacedLayer;
  const last = layers.at(-1) as PlacedLayer;
  const main = layers.find(({ layer }) => OPENS_A_BOX.has(layer.kind)) as PlacedLayer;
  const parameters = layers.reduce((sum, placed) => sum + parametersOf(placed), 0);
  const kinds = layers.map(({ layer }) => layerName(layer)).join(', ');
  return {
    path: first.path,
    layers,
    short: shortName(main.layer),
    sentence: `${kinds}: ${shapeText(first.input)} → ${shapeText(last.output)}, ${grouped(parameters)} parameters`,
  };
}

/** A whole encoder or head as one, `conv 8·16·32`: what is alike is named once. Throws where there is nothing to merge. */
export function mergeBlocks(blocks: readonly LayerBlock[]): LayerBlock {
  const [first] = blocks;
  const layers = blocks.flatMap((block) => block.layers);
  const [input, output] = [layers[0]?.input, layers.at(-1)?.output];
  if (!first || !input || !output) throw new Error('There is no box to merge.');
  const parameters = layers.reduce((sum, placed) => sum + parametersOf(placed), 0);
  const kinds = new Map<string, string[]>();
  for (const { short } of blocks) {
    const [kind = short, size = ''] = short.split(' ');
    kinds.set(kind, [...(kinds.get(kind) ?? []), size]);
  }
  const short = [...kinds].map(([kind, sizes]) => `${kind} ${sizes.join('·')}`).join(', ');
  return {
    path: first.path,
    layers,
    short,
    sentence: `${short}, ${shapeText(input)} → ${shapeText(output)}, ${grouped(parameters)} parameters`,
  };
}

/** Trained numbers of one layer. */
export function parametersOf({ weights }: PlacedLayer): number {
  return weights.reduce((sum, weight) => sum + (weight.trained ? sizeOf(weight.shape) : 0), 0);
}

export function shapeText(shape: readonly number[]): string {
  return shape.map((length) => grouped(length)).join(' × ');
}

function shortName(layer: LayerSpec): string {
  switch (layer.kind) {
    case 'conv1d':
    case 'conv2d':
      return `conv ${layer.filters}`;
    case 'dense':
      return `dense ${layer.units}`;
    case 'scale':
      return `× ${layer.factor.toFixed(2)}`;
    default:
      return layer.kind;
  }
}

export function layerName(layer: LayerSpec): string {
  switch (layer.kind) {
    case 'conv1d':
      return `1D convolution with ${layer.filters} filters of ${layer.kernel}`;
    case 'conv2d':
      return `2D convolution with ${layer.filters} filters of ${layer.kernel} × ${layer.kernel}`;
    case 'batchNorm':
      return 'batch normalisation';
    case 'relu':
      return 'ReLU';
    case 'averagePool':
      return 'average pooling by 2';
    case 'globalAveragePool':
      return 'global average pooling';
    case 'flatten':
      return 'flatten';
    case 'scale':
      return `multiply by ${layer.factor.toFixed(3)}`;
    case 'dense':
      return `dense layer with ${layer.units} units`;
    case 'dropout':
      return `dropout of ${Math.round(100 * layer.rate)} %`;
  }
}
