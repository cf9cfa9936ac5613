import type { BeatBlock, Normaliser, RepresentationLayout } from '../domain/dataset';
import { sizeOf } from '../domain/representation';

/** A feature that never varies in training carries nothing; a smaller deviation than this is taken for none. */
const LEAST_DEVIATION = 1e-9;

/** Visits the features of the beats that `examples` names, block by block. */
export type ExampleVisitor = (visit: (block: BeatBlock, row: number) => void) => void;

/**
 * Mean and 1 / deviation over the beats that are visited: for each feature, each row of an image or the whole
 * representation, as its layout says; always one entry a feature. A constant feature gets scale 0.
 */
export function fitNormaliser(
  { id, shape, normalisation }: RepresentationLayout,
  visitExamples: ExampleVisitor,
): Normaliser {
  const size = sizeOf(shape);
  const groupOf = grouping(normalisation, shape);
  const groups = groupOf(size - 1) + 1;
  const group = Uint32Array.from({ length: size }, (_, index) => groupOf(index));
  const accumulate = (add: (group: number, value: number) => void): void =>
    visitExamples((block, row) => {
      const features = block.features[id] as Float32Array;
      const from = row * size;
      for (let index = 0; index < size; index++) add(group[index] as number, features[from + index] as number);
    });
  const count = new Float64Array(groups);
  const mean = new Float64Array(groups);
  accumulate((at, value) => {
    count[at] = (count[at] as number) + 1;
    mean[at] = (mean[at] as number) + value;
  });
  mean.forEach((sum, at) => {
    mean[at] = sum / Math.max(1, count[at] as number);
  });
  // Two passes: the deviation of log power around a mean of -60 dB would lose digits in a sum of squares.
  const squares = new Float64Array(groups);
  accumulate((at, value) => {
    squares[at] = (squares[at] as number) + (value - (mean[at] as number)) ** 2;
  });
  const scale = Float64Array.from(squares, (sum, at) => {
    const deviation = Math.sqrt(sum / Math.max(1, count[at] as number));
    return deviation > LEAST_DEVIATION ? 1 / deviation : 0;
  });
  return {
    mean: Float32Array.from(group, (at) => mean[at] as number),
    scale: Float32Array.from(group, (at) => scale[at] as number),
  };
}

function grouping(scope: RepresentationLayout['normalisation'], shape: readonly number[]): (index: number) => number {
  if (scope === 'whole') return () => 0;
  if (scope === 'feature') return (index) => index;
  const rowLength = sizeOf(shape.slice(1));
  return (index) => Math.floor(index / rowLength);
}
