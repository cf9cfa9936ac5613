/** Beats to measure speed with: of every class a wave of its own in noise, so that there is something to learn. */

import { emptyClassCounts, TRAINING_CLASSES, type TrainingClass } from '../domain/beat-class';
import type { Dataset, SplitDescription } from '../domain/dataset';
import { createRandom } from '../domain/random';
import { sizeOf } from '../domain/representation';
import { BEAT_EXAMPLE_CLASSES } from '../domain/task';
import { SPEED_CLASSES, SPEED_SHAPES } from './speed-models';

/** `beats` beats, all of them for training, in one block and already normalised. */
export function speedDataset(beats: number): Dataset {
  const labels = Uint8Array.from({ length: beats }, (_, beat) => beat % SPEED_CLASSES);
  const all = Uint32Array.from({ length: beats }, (_, beat) => beat);
  const shapes = Object.entries(SPEED_SHAPES);
  const block = {
    recordingId: 'speed',
    recordingName: 'speed',
    subject: 'speed',
    synthetic: true,
    labels,
    leftOut: 0,
    beatNumbers: all,
    features: Object.fromEntries(shapes.map(([id, shape]) => [id, waves(labels, sizeOf(shape))])),
  };
  return {
    blocks: [block],
    layouts: shapes.map(([id, shape]) => ({ id, shape, normalisation: 'whole' })),
    classes: BEAT_EXAMPLE_CLASSES,
    parts: { train: all, validation: new Uint32Array(0), test: new Uint32Array(0) },
    offsets: Uint32Array.of(0, beats),
    normalisers: Object.fromEntries(
      shapes.map(([id, shape]) => {
        const size = sizeOf(shape);
        return [id, { mean: new Float32Array(size), scale: new Float32Array(size).fill(1) }];
      }),
    ),
    split: splitOf(labels),
  };
}

/** `[beat, feature]` */
function waves(labels: Uint8Array, size: number): Float32Array {
  const random = createRandom(size);
  const values = new Float32Array(labels.length * size);
  labels.forEach((label, beat) => {
    for (let index = 0; index < size; index++) {
      values[beat * size + index] = Math.sin(((label + 1) * index) / 5) + 0.5 * random.normal();
    }
  });
  return values;
}

function splitOf(labels: Uint8Array): SplitDescription {
  const train = emptyClassCounts();
  for (const label of labels) train[TRAINING_CLASSES[label] as TrainingClass] += 1;
  return {
    rule: 'beat',
    sentence: 'Synthetic beats, all for training: only speed is measured.',
    warnings: [],
    notes: [],
    published: {},
    recordings: { train: ['speed'], validation: [], test: [] },
    noun: 'beat',
    counted: BEAT_EXAMPLE_CLASSES,
    counts: { train, validation: emptyClassCounts(), test: emptyClassCounts() },
  };
}
