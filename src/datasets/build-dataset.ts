/** Blocks of examples -> a dataset with its split, normalisers and counts. */

import type { BeatBlock, Dataset, Part, RepresentationLayout, SplitDescription } from '../domain/dataset';
import { PARTS } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { classLabel, nounOf, type TaskPlan } from '../domain/task';
import { splitAsGiven } from './given-split';
import { PUBLISHED_COUNTS } from './mit-bih';
import { type ExampleVisitor, fitNormaliser } from './normaliser';
import { type PartAt, withoutPoorBeats } from './poor-beats';
import { splitBlocks, splitSentence, splitWarnings } from './split';
import { splitBeats } from './split-beats';

/**
 * Throws `LabError` where the examples cannot make an honest dataset: none at all, one class only, too few patients, a part
 * that would be empty. `blocks` are used as they are, never copied; of those that were judged, beats of less quality than
 * `leastQuality` train nothing.
 */
export function buildDataset(
  blocks: readonly BeatBlock[],
  layouts: readonly RepresentationLayout[],
  plan: TaskPlan,
  settings: SplitSettings,
  seed: number,
  leastQuality = 0,
): Dataset {
  requireExamples(blocks, plan);
  const offsets = Uint32Array.from({ length: blocks.length + 1 }, () => 0);
  blocks.forEach((block, index) => {
    offsets[index + 1] = (offsets[index] as number) + block.labels.length;
  });
  const partOf = splitOf(blocks, settings, plan, seed);
  const { partAt, notes } = withoutPoorBeats(blocks, placesIn(partOf), plan, leastQuality);
  const parts = collectParts(blocks, offsets, partAt);
  requireTwoClasses(blocks, offsets, parts.train, plan);
  const visitTraining = visitor(blocks, offsets, parts.train);
  return {
    blocks,
    layouts,
    classes: plan.classes,
    parts,
    offsets,
    normalisers: Object.fromEntries(layouts.map((layout) => [layout.id, fitNormaliser(layout, visitTraining)])),
    split: describeSplit(blocks, { partOf, partAt, notes }, settings, plan),
  };
}

/** `[class]` examples of a part. */
export function labelCounts({ split, classes }: Pick<Dataset, 'split' | 'classes'>, part: Part): number[] {
  return classes.map(({ id }) => split.counts[part][id] as number);
}

function splitOf(blocks: readonly BeatBlock[], settings: SplitSettings, plan: TaskPlan, seed: number): PartOf {
  if (settings.rule === 'beat') return splitBeats(blocks, settings, seed);
  if (settings.rule === 'given') return splitAsGiven(blocks, settings, seed);
  return splitBlocks(blocks, settings, plan, seed);
}

type PartOf = ReturnType<typeof splitBlocks> | ReturnType<typeof splitBeats>;

function placesIn(partOf: PartOf): PartAt {
  return (block, row) => {
    const part = partOf[block] as PartOf[number];
    return typeof part === 'string' || part === null ? part : (part[row] as Part);
  };
}

interface Placed {
  readonly partOf: PartOf;
  /** Without what trains nothing. */
  readonly partAt: PartAt;
  readonly notes: readonly string[];
}

function collectParts(blocks: readonly BeatBlock[], offsets: Uint32Array, partAt: PartAt): Record<Part, Uint32Array> {
  const lists: Record<Part, number[]> = { train: [], validation: [], test: [] };
  blocks.forEach((block, index) => {
    for (let row = 0; row < block.labels.length; row++) {
      const part = partAt(index, row);
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

function describeSplit(
  blocks: readonly BeatBlock[],
  placed: Placed,
  { rule }: SplitSettings,
  plan: TaskPlan,
): SplitDescription {
  const tallies = tally(blocks, placed, plan);
  const counts = sumByPart(tallies, plan);
  const inPart = (part: Part): string[] =>
    tallies.filter((each) => each.part === part).map(({ recording }) => recording);
  return {
    rule,
    sentence: splitSentence(rule, nounOf(plan.task)),
    warnings: [...splitWarnings(rule, nounOf(plan.task)), ...absences(counts, plan)],
    notes: [
      ...plan.notes,
      ...placed.notes,
      ...(rule === 'beat' || rule === 'given' ? [] : concentrations(tallies, counts, plan)),
    ],
    published: rule === 'aami' && plan.task.kind === 'beat' ? PUBLISHED_COUNTS : {},
    recordings: { train: inPart('train'), validation: inPart('validation'), test: inPart('test') },
    noun: nounOf(plan.task),
    counted: countedIn(plan),
    counts,
  };
}

type Counts = Record<string, number>;

/** Examples of one recording in one part. */
interface Tally {
  readonly recording: string;
  readonly part: Part;
  readonly counts: Counts;
}

function countedIn({ classes, leftOut }: TaskPlan): TaskPlan['classes'] {
  return [...classes, leftOut];
}

function emptyCounts(plan: TaskPlan): Counts {
  return Object.fromEntries(countedIn(plan).map(({ id }) => [id, 0]));
}

const add = (counts: Counts, id: string, count: number): void => {
  counts[id] = (counts[id] ?? 0) + count;
};

function tally(blocks: readonly BeatBlock[], { partOf, partAt }: Placed, plan: TaskPlan): Tally[] {
  const ids = plan.classes.map(({ id }) => id);
  return blocks.flatMap((block, index) => {
    const byPart = new Map<Part, Tally>();
    const tallyOf = (part: Part): Tally => {
      const found = byPart.get(part) ?? { recording: block.recordingName, part, counts: emptyCounts(plan) };
      byPart.set(part, found);
      return found;
    };
    block.labels.forEach((label, row) => {
      const part = partAt(index, row);
      if (part) add(tallyOf(part).counts, ids[label] as string, 1);
    });
    const whole = partOf[index];
    if (typeof whole === 'string') add(tallyOf(whole).counts, plan.leftOut.id, block.leftOut);
    return [...byPart.values()];
  });
}

function sumByPart(tallies: readonly Tally[], plan: TaskPlan): Record<Part, Counts> {
  const sums = { train: emptyCounts(plan), validation: emptyCounts(plan), test: emptyCounts(plan) };
  for (const { part, counts } of tallies) {
    for (const [id, count] of Object.entries(counts)) add(sums[part], id, count);
  }
  return sums;
}

/** A class of which one recording has this share says more about that person than about the class. */
const CONCENTRATED = 0.6;

function concentrations(tallies: readonly Tally[], counts: Record<Part, Counts>, plan: TaskPlan): string[] {
  const tests = tallies.filter(({ part }) => part === 'test');
  if (tests.length < 3) return [];
  const noun = nounOf(plan.task);
  return plan.classes.flatMap((each) => {
    const { id } = each;
    const all = counts.test[id] ?? 0;
    return tests
      .map(({ recording, counts: own }) => ({ recording, some: own[id] ?? 0 }))
      .filter(({ some }) => some > CONCENTRATED * all)
      .map(
        ({ recording, some }) =>
          `Of the ${all.toLocaleString('en')} test ${noun}s of class ${classLabel(each)}, ${some.toLocaleString('en')} are of recording ${recording}: its numbers judge that person.`,
      );
  });
}

/** A sentence for each class that a part lacks although another has it. */
function absences(counts: Readonly<Record<Part, Counts>>, { task, classes }: TaskPlan): string[] {
  return classes
    .filter(({ id }) => PARTS.some((part) => (counts[part][id] ?? 0) > 0))
    .flatMap((each) =>
      PARTS.filter((part) => counts[part][each.id] === 0).map(
        (part) => `No ${nounOf(task)} of class ${classLabel(each)} is in the ${part} part.`,
      ),
    );
}

function requireExamples(blocks: readonly BeatBlock[], { task, notes }: TaskPlan): void {
  if (blocks.some((block) => block.labels.length > 0)) return;
  throw new LabError({
    code: 'dataset-no-beats',
    file: '',
    field: 'dataset',
    expected: EXPECTED[task.kind],
    found:
      blocks.length === 0
        ? ['no recording with any.', ...notes].join(' ').replace(/\.$/, '')
        : `${blocks.length} recordings without one`,
    at: '',
    fix: FIXES[task.kind],
  });
}

const EXPECTED: Readonly<Record<TaskPlan['task']['kind'], string>> = {
  beat: 'beats with a class (annotations such as N, A, V, F)',
  rhythm: 'windows in which one annotated rhythm holds throughout, of two rhythms or more that several people have',
  label: 'windows of recordings with exactly one label, of two labels or more that several people have',
  excerpt: 'rows of a table with labels of two classes or more',
};

const OTHER_TASK = 'or choose another task.';
const FIXES: typeof EXPECTED = {
  beat: 'Open recordings with beat annotations, for example a .atr file beside the .hea and .dat, or correct beats by hand.',
  rhythm: `Open recordings with rhythm annotations such as (AFIB, take shorter windows, ${OTHER_TASK}`,
  label: `Open more recordings with labels, take shorter windows, ${OTHER_TASK}`,
  excerpt: `Open a table with a stretch of ECG a row, ${OTHER_TASK}`,
};

function requireTwoClasses(
  blocks: readonly BeatBlock[],
  offsets: Uint32Array,
  train: Uint32Array,
  { task, classes }: TaskPlan,
): void {
  const labels = new Set<number>();
  visitor(blocks, offsets, train)((block, row) => labels.add(block.labels[row] as number));
  if (labels.size >= 2) return;
  const [only] = labels;
  const noun = nounOf(task);
  throw new LabError({
    code: 'dataset-one-class',
    file: '',
    field: 'training part',
    expected: `${noun}s of at least 2 classes`,
    found: `only class ${classes[only ?? 0]?.id} (${train.length} ${noun}s)`,
    at: '',
    fix: `Open recordings with other ${noun}s too, or choose another split or seed.`,
  });
}
