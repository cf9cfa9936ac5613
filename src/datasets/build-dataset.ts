/** Blocks of beats -> a dataset with its split, normalisers and counts. */

import { type BeatClass, emptyClassCounts, TRAINING_CLASSES } from '../domain/beat-class';
import type { BeatBlock, Dataset, Part, RepresentationLayout, SplitDescription } from '../domain/dataset';
import { PARTS } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
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

function describeSplit(blocks: readonly BeatBlock[], partOf: PartOf, settings: SplitSettings): SplitDescription {
  const recordings: Record<Part, string[]> = { train: [], validation: [], test: [] };
  const counts: Record<Part, Record<BeatClass, number>> = {
    train: emptyClassCounts(),
    validation: emptyClassCounts(),
    test: emptyClassCounts(),
  };
  blocks.forEach((block, index) => {
    const seen = new Set<Part>();
    block.labels.forEach((label, row) => {
      const part = partAt(partOf, index, row);
      if (!part) return;
      seen.add(part);
      counts[part][TRAINING_CLASSES[label] as BeatClass] += 1;
    });
    for (const part of seen) recordings[part].push(block.recordingName);
    const whole = partOf[index];
    if (typeof whole === 'string') counts[whole].Q += block.leftOut;
  });
  const warnings = settings.rule === 'beat' ? [LEAK_WARNING] : [];
  return {
    rule: settings.rule,
    sentence: SPLIT_SENTENCES[settings.rule],
    warnings: [...warnings, ...absences(counts)],
    recordings,
    counts,
  };
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
