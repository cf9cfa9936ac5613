/** Which beats train, validate and test. Everything but the split by beat keeps a person on one side. */

import type { BeatBlock, Part } from '../domain/dataset';
import type { SplitRule, SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
import { createRandom, deriveSeed, shuffleInPlace } from '../domain/random';
import type { TaskPlan } from '../domain/task';
import { DS1, DS2, PACED, SHARED_SUBJECT_IN_DS1 } from './mit-bih';

/** `[block]` part of each block, or null where a block is left out. */
type BlockParts = readonly (Part | null)[];

const leakWarning = (noun: string): string =>
  `Split by ${noun}: ${noun}s of the same person are in training and in test, so the numbers say how well these people are ` +
  'remembered, not how well a new person is classified. Expect them to be far too good.';

const GIVEN_WARNING =
  'As published: these tables name no patients, so the same people may be in TRAIN and in TEST. Then the numbers say how ' +
  'well these people are remembered, not how well a new person is classified.';

/** Why numbers under a rule should not be believed of a new person; none where they may. `noun` is what an example is called. */
export function splitWarnings(rule: SplitRule, noun: string): readonly string[] {
  if (rule === 'beat') return [leakWarning(noun)];
  return rule === 'given' ? [GIVEN_WARNING] : [];
}

const SENTENCES: Readonly<Record<Exclude<SplitRule, 'beat'>, string>> = {
  aami: 'MIT-BIH by patient, DS1 trains and DS2 tests (de Chazal 2004); validation is carved out of DS1 by record.',
  'aami-strict':
    'MIT-BIH by patient, DS1 without record 201 trains and DS2 tests, because 201 and 202 are one person; validation is carved out of DS1 by record.',
  patient: 'By patient at random: all recordings of a person are in one part only.',
  given: 'As published: TRAIN trains and TEST tests; validation is drawn out of TRAIN at random.',
};

/** What is put where. */
export function splitSentence(rule: SplitRule, noun: string): string {
  return rule === 'beat' ? `By ${noun} at random, which mixes the same people into all parts.` : SENTENCES[rule];
}

/** Part of each block under a rule that keeps recordings whole. Throws `LabError` where a part would be empty. */
export function splitBlocks(
  blocks: readonly BeatBlock[],
  settings: SplitSettings,
  { classes }: Pick<TaskPlan, 'classes'>,
  seed: number,
): BlockParts {
  const split = settings.rule === 'patient' ? byPatient : byAami;
  const parts = split(blocks, settings, classes.length, seed);
  for (const part of ['train', 'validation', 'test'] as const) {
    const beats = blocks.reduce((sum, block, index) => sum + (parts[index] === part ? block.labels.length : 0), 0);
    if (beats === 0) throw emptyPart(part, settings.rule, blocks);
  }
  return parts;
}

function byAami(blocks: readonly BeatBlock[], settings: SplitSettings, classes: number, seed: number): BlockParts {
  const foreign = blocks.filter(({ recordingName: name }) => !DS1.has(name) && !DS2.has(name) && !PACED.has(name));
  if (foreign.length > 0) {
    throw new LabError({
      code: 'split-not-mit-bih',
      file: '',
      field: `split rule "${settings.rule}"`,
      expected: 'only records of MIT-BIH, whose DS1 and DS2 it names',
      found: foreign
        .slice(0, 3)
        .map((block) => block.recordingName)
        .join(', '),
      at: '',
      fix: 'Choose the split by patient.',
    });
  }
  const trains = ({ recordingName: name }: BeatBlock): boolean =>
    DS1.has(name) && !(settings.rule === 'aami-strict' && name === SHARED_SUBJECT_IN_DS1);
  const training = groupsOf(blocks.filter(trains), classes);
  const validation = chooseValidation(training, settings.validationShare, deriveSeed(seed, 'validation'));
  return blocks.map((block) => {
    if (DS2.has(block.recordingName)) return 'test';
    if (!trains(block)) return null;
    return validation.has(block.subject) ? 'validation' : 'train';
  });
}

function byPatient(blocks: readonly BeatBlock[], settings: SplitSettings, classes: number, seed: number): BlockParts {
  const groups = groupsOf(blocks, classes);
  if (groups.length < 3) {
    throw new LabError({
      code: 'split-too-few-patients',
      file: '',
      field: 'split by patient',
      expected: 'at least 3 patients, one each to train, validate and test',
      found: `${groups.length} (${groups.map((group) => group.subject).join(', ')})`,
      at: '',
      fix: 'Open more recordings, or choose the split by beat and mind its warning.',
    });
  }
  const test = chooseValidation(groups, settings.testShare, deriveSeed(seed, 'test'));
  const rest = groups.filter((group) => !test.has(group.subject));
  const validation = chooseValidation(rest, settings.validationShare, deriveSeed(seed, 'validation'));
  return blocks.map(({ subject }) => (test.has(subject) ? 'test' : validation.has(subject) ? 'validation' : 'train'));
}

interface SubjectGroup {
  readonly subject: string;
  /** `[class]` examples. */
  readonly counts: readonly number[];
}

/** Examples of each class by subject, in the order of the blocks. */
function groupsOf(blocks: readonly BeatBlock[], classes: number): SubjectGroup[] {
  const bySubject = new Map<string, number[]>();
  for (const { subject, labels } of blocks) {
    const counts = bySubject.get(subject) ?? new Array<number>(classes).fill(0);
    for (const label of labels) counts[label] = (counts[label] as number) + 1;
    bySubject.set(subject, counts);
  }
  return [...bySubject].map(([subject, counts]) => ({ subject, counts }));
}

const CANDIDATES = 400;

/**
 * A share of the subjects, at least one and never all. Of many random choices the one whose share of every class comes
 * nearest to the share asked for: a rare class that only two people have would else often be missing on one side.
 */
function chooseValidation(groups: readonly SubjectGroup[], share: number, seed: number): ReadonlySet<string> {
  const wanted = Math.min(groups.length - 1, Math.max(1, Math.round(groups.length * share)));
  const random = createRandom(seed);
  const order = Uint32Array.from(groups, (_, index) => index);
  let best: { readonly cost: number; readonly chosen: readonly number[] } = {
    cost: Number.POSITIVE_INFINITY,
    chosen: [],
  };
  for (let candidate = 0; candidate < CANDIDATES; candidate++) {
    shuffleInPlace(order, random);
    const chosen = [...order.subarray(0, wanted)];
    const cost = imbalance(groups, chosen, share);
    if (cost < best.cost) best = { cost, chosen };
  }
  return new Set(best.chosen.map((index) => (groups[index] as SubjectGroup).subject));
}

/** Sum over the classes of how far (as a logarithm) the chosen share of its beats is from the share asked for. */
function imbalance(groups: readonly SubjectGroup[], chosen: readonly number[], share: number): number {
  const totals = (groups[0]?.counts ?? []).map((_, label) =>
    groups.reduce((sum, group) => sum + (group.counts[label] as number), 0),
  );
  return totals.reduce((cost, total, label) => {
    if (total === 0) return cost;
    const inside = chosen.reduce((sum, index) => sum + ((groups[index] as SubjectGroup).counts[label] as number), 0);
    const towards = Math.abs(Math.log((inside + 1) / (share * total + 1)));
    const away = Math.abs(Math.log((total - inside + 1) / ((1 - share) * total + 1)));
    return cost + towards + away;
  }, 0);
}

function emptyPart(part: Part, rule: SplitRule, blocks: readonly BeatBlock[]): LabError {
  return new LabError({
    code: 'split-empty-part',
    file: '',
    field: `split rule "${rule}"`,
    expected: `examples in the ${part} part`,
    found: `none among ${blocks.length} recordings (${blocks
      .slice(0, 5)
      .map((block) => block.recordingName)
      .join(', ')})`,
    at: '',
    fix:
      rule === 'patient'
        ? 'Open more recordings.'
        : 'Open records of both DS1 and DS2, or choose the split by patient.',
  });
}
