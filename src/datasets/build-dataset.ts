/** Blocks of beats -> a dataset with its split, normalisers and counts. */

import { BEAT_CLASSES, type BeatClass, emptyClassCounts, TRAINING_CLASSES } from '../domain/beat-class';
import type { BeatBlock, Dataset, Part, RepresentationLayout, SplitDescription } from '../domain/dataset';
import { PARTS } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { PUBLISHED_COUNTS } from './mit-bih';
import { type ExampleVisitor, fitNormaliser } from './normaliser';
import { LEAK_WARNING, SPLIT_SENTENCES, splitBeats, splitBlocks } from './split';

/**
 * Throws `LabError` where the beats cannot make an honest dataset: none at all, one class only, too few patients, a part
 * that would be empty. `blocks` are used as they are, never copied.
 */
export function buildDataset(
  blocks: readonly BeatBlock[],
  layouts: readonly RepresentationLayout[],
  settings: SplitSettings,
  seed: number,
): Dataset {
  requireBeats(blocks);
  const offsets = Uint32Array.from({ length: blocks.length + 1 }, () => 0);
  blocks.forEach((block, index) => {
    offsets[index + 1] = (offsets[index] as number) + block.labels.length;
  });
  const partOf = settings.rule === 'beat' ? splitBeats(blocks, settings, seed) : splitBlocks(blocks, settings, seed);
  const parts = collectParts(blocks, offsets, partOf);
  requireTwoClasses(blocks, offsets, parts.train);
  const visitTraining = visitor(blocks, offsets, parts.train);
  return {
    blocks,
    layouts,
    classes: TRAINING_CLASSES,
    parts,
    offsets,
    normalisers: Object.fromEntries(layouts.map((layout) => [layout.id, fitNormaliser(layout, visitTraining)])),
    split: describeSplit(blocks, partOf, settings),
  };
}

/** `[class]` beats of a part. */
export function labelCounts({ split, classes }: Pick<Dataset, 'split' | 'classes'>, part: Part): number[] {
  return classes.map((name) => split.counts[part][name]);
}

type PartOf = ReturnType<typeof splitBlocks> | ReturnType<typeof splitBeats>;

function partAt(partOf: PartOf, block: number, row: number): Part | null {
  const part = partOf[block] as PartOf[number];
  return typeof part === 'string' || part === null ? part : (part[row] as Part);
}

function collectParts(blocks: readonly BeatBlock[], offsets: Uint32Array, partOf: PartOf): Record<Part, Uint32Array> {
  const lists: Record<Part, number[]> = { train: [], validation: [], test: [] };
  blocks.forEach((block, index) => {
    for (let row = 0; row < block.labels.length; row++) {
      const part = partAt(partOf, index, row);
      if (part) lists[part].push((offsets[index] as number) + row);
    }
  });
  return {
    train: Uint32Array.from(lists.train),
    validation: Uint32Array.from(lists.validation),
    test: Uint32Array.from(lists.test),
  };
}

function visitor(blocks: readonly BeatBlock[], offsets: Uint32Array, examples: Uint32Array): ExampleVisitor {
  return (visit) => {
    let block = 0;
    for (const example of examples) {
      while (example >= (offsets[block + 1] as number)) block += 1;
      visit(blocks[block] as BeatBlock, example - (offsets[block] as number));
    }
  };
}

function describeSplit(blocks: readonly BeatBlock[], partOf: PartOf, { rule }: SplitSettings): SplitDescription {
  const tallies = tally(blocks, partOf);
  const counts = sumByPart(tallies);
  const inPart = (part: Part): string[] =>
    tallies.filter((each) => each.part === part).map(({ recording }) => recording);
  return {
    rule,
    sentence: SPLIT_SENTENCES[rule],
    warnings: [...(rule === 'beat' ? [LEAK_WARNING] : []), ...absences(counts)],
    notes: rule === 'beat' ? [] : concentrations(tallies, counts),
    published: rule === 'aami' ? PUBLISHED_COUNTS : {},
    recordings: { train: inPart('train'), validation: inPart('validation'), test: inPart('test') },
    counts,
  };
}

/** Beats of one recording in one part. */
interface Tally {
  readonly recording: string;
  readonly part: Part;
  readonly counts: Record<BeatClass, number>;
}

function tally(blocks: readonly BeatBlock[], partOf: PartOf): Tally[] {
  return blocks.flatMap((block, index) => {
    const byPart = new Map<Part, Tally>();
    const tallyOf = (part: Part): Tally => {
      const found = byPart.get(part) ?? { recording: block.recordingName, part, counts: emptyClassCounts() };
      byPart.set(part, found);
      return found;
    };
    block.labels.forEach((label, row) => {
      const part = partAt(partOf, index, row);
      if (part) tallyOf(part).counts[TRAINING_CLASSES[label] as BeatClass] += 1;
    });
    const whole = partOf[index];
    if (typeof whole === 'string') tallyOf(whole).counts.Q += block.leftOut;
    return [...byPart.values()];
  });
}

function sumByPart(tallies: readonly Tally[]): Record<Part, Record<BeatClass, number>> {
  const sums = { train: emptyClassCounts(), validation: emptyClassCounts(), test: emptyClassCounts() };
  for (const { part, counts } of tallies) {
    for (const name of BEAT_CLASSES) sums[part][name] += counts[name];
  }
  return sums;
}

/** A class of which one recording has this share says more about that person than about the class. */
const CONCENTRATED = 0.6;

function concentrations(tallies: readonly Tally[], counts: Record<Part, Record<BeatClass, number>>): string[] {
  const tests = tallies.filter(({ part }) => part === 'test');
  if (tests.length < 3) return [];
  return TRAINING_CLASSES.flatMap((name) =>
    tests
      .filter((each) => each.counts[name] > CONCENTRATED * counts.test[name])
      .map(({ recording, counts: own }) => {
        const [some, all] = [own[name], counts.test[name]].map((count) => (count ?? 0).toLocaleString('en'));
        return `Of the ${all} test beats of class ${name}, ${some} are of recording ${recording}: its numbers judge that person.`;
      }),
  );
}

/** A sentence for each class that a part lacks although another has it. */
function absences(counts: Readonly<Record<Part, Readonly<Record<BeatClass, number>>>>): string[] {
  return TRAINING_CLASSES.filter((name) => PARTS.some((part) => counts[part][name] > 0)).flatMap((name) =>
    PARTS.filter((part) => counts[part][name] === 0).map((part) => `No beat of class ${name} is in the ${part} part.`),
  );
}

function requireBeats(blocks: readonly BeatBlock[]): void {
  if (blocks.some((block) => block.labels.length > 0)) return;
  throw new LabError({
    code: 'dataset-no-beats',
    file: '',
    field: 'dataset',
    expected: 'beats with a class (annotations such as N, A, V, F)',
    found: blocks.length === 0 ? 'no recording' : `${blocks.length} recordings without one`,
    at: '',
    fix: 'Open recordings with beat annotations, for example a .atr file beside the .hea and .dat.',
  });
}

function requireTwoClasses(blocks: readonly BeatBlock[], offsets: Uint32Array, train: Uint32Array): void {
  const labels = new Set<number>();
  visitor(blocks, offsets, train)((block, row) => labels.add(block.labels[row] as number));
  if (labels.size >= 2) return;
  const [only] = labels;
  throw new LabError({
    code: 'dataset-one-class',
    file: '',
    field: 'training part',
    expected: 'beats of at least 2 classes',
    found: `only class ${TRAINING_CLASSES[only ?? 0]} (${train.length} beats)`,
    at: '',
    fix: 'Open recordings with other beats too, or choose another split or seed.',
  });
}
