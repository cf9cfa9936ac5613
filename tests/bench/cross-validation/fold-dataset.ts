/** One fold of a cross-validation as a dataset that the lab trains on. */

import { fitNormaliser } from '../../../src/datasets/normaliser';
import type { BeatBlock, Dataset, Part, RepresentationLayout } from '../../../src/domain/dataset';
import { PARTS } from '../../../src/domain/dataset';
import type { ExampleClass } from '../../../src/domain/task';

/** Blocks by what they are for. The `validation` part is judged as the test part is: nothing is fitted on it. */
export type FoldBlocks = Readonly<Record<Part, readonly BeatBlock[]>>;

/** Of the examples of class 0 that train, which are many, every `thin`-th does. */
export function foldDataset(
  byPart: FoldBlocks,
  layouts: readonly RepresentationLayout[],
  classes: readonly ExampleClass[],
  thin: number,
): Dataset {
  const blocks = PARTS.flatMap((part) => byPart[part]);
  const offsets = Uint32Array.from({ length: blocks.length + 1 }, () => 0);
  blocks.forEach(({ labels }, index) => {
    offsets[index + 1] = (offsets[index] as number) + labels.length;
  });
  const rowsOf = (part: Part, { labels }: BeatBlock): number[] =>
    [...labels.keys()].filter((row) => part !== 'train' || labels[row] !== 0 || row % thin === 0);
  const placesOf = (part: Part) =>
    byPart[part].flatMap((block) => rowsOf(part, block).map((row) => ({ block, row, at: blocks.indexOf(block) })));
  const examples = (part: Part): Uint32Array =>
    Uint32Array.from(placesOf(part), ({ at, row }) => (offsets[at] as number) + row);
  const countsOf = (part: Part): Record<string, number> => {
    const places = placesOf(part);
    return Object.fromEntries(
      classes.map(({ id }, label) => [id, places.filter(({ block, row }) => block.labels[row] === label).length]),
    );
  };
  const training = placesOf('train');
  return {
    blocks,
    layouts,
    classes,
    offsets,
    parts: { train: examples('train'), validation: examples('validation'), test: examples('test') },
    normalisers: Object.fromEntries(
      layouts.map((layout) => [
        layout.id,
        fitNormaliser(layout, (visit) => {
          for (const { block, row } of training) visit(block, row);
        }),
      ]),
    ),
    split: {
      rule: 'patient',
      sentence: 'A fold of a cross-validation by record.',
      warnings: [],
      notes: [],
      published: {},
      recordings: {
        train: byPart.train.map(({ recordingName }) => recordingName),
        validation: byPart.validation.map(({ recordingName }) => recordingName),
        test: byPart.test.map(({ recordingName }) => recordingName),
      },
      noun: 'beat',
      counted: classes,
      counts: { train: countsOf('train'), validation: countsOf('validation'), test: countsOf('test') },
    },
  };
}
