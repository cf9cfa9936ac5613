import { durationSeconds, type LabelScheme, type Recording } from '../../domain/recording';
import type { ExampleClass, Task } from '../../domain/task';
import { type Candidate, chooseClasses } from './choose-classes';
import { labelsOf, type TaskKind } from './task-kind';

const SCHEME_NAMES: Readonly<Record<LabelScheme, string>> = {
  'snomed-ct': 'SNOMED CT codes',
  'scp-ecg': 'SCP-ECG statements',
  statement: 'statements in their files',
  column: 'a table beside them',
  folder: 'the folders that they lie in',
};

export function schemeName(scheme: LabelScheme): string {
  return SCHEME_NAMES[scheme];
}

/** Each gives a window or two: with fewer there is hardly one of them in each of three parts. */
const FEWEST_SUBJECTS = 5;

/** Windows of recordings that carry exactly one of the classes. */
export const labelTask: TaskKind<Extract<Task, { kind: 'label' }>> = {
  plan(recordings, task) {
    const classes = exclusiveClasses(recordings, task.scheme);
    const leftOut = { id: 'other', name: 'none of the classes, or several' };
    return { task, classes, leftOut, notes: notesOn(recordings, task, codesOf(classes)) };
  },
  examples(recording, { scheme, windowSeconds }, classes) {
    const rateHz = recording.annotationRateHz;
    // Of a recording of 10 s the clock may say half a sample less.
    const windows = Math.floor((durationSeconds(recording) + 0.5 / rateHz) / windowSeconds);
    const [label] = onlyLabel(recording, scheme, codesOf(classes));
    return {
      centreSamples: Float64Array.from({ length: windows }, (_, index) => (index + 0.5) * windowSeconds * rateHz),
      labels: labelsOf(new Array<string | undefined>(windows).fill(label?.id), classes),
    };
  },
};

/** The labels of one scheme, each code once. */
function labelsIn({ labels = [] }: Pick<Recording, 'labels'>, scheme: LabelScheme): ExampleClass[] {
  const byCode = new Map(labels.filter((label) => label.scheme === scheme).map(({ code, name }) => [code, name]));
  return [...byCode].map(([id, name]) => ({ id, name }));
}

/** The label of a recording that has one of `codes` only; nothing where it has none of them or several. */
function onlyLabel(recording: Recording, scheme: LabelScheme, codes: ReadonlySet<string>): ExampleClass[] {
  const own = labelsIn(recording, scheme).filter(({ id }) => codes.has(id));
  return own.length === 1 ? own : [];
}

const codesOf = (classes: readonly ExampleClass[]): ReadonlySet<string> => new Set(classes.map(({ id }) => id));

/** Recordings and people of each label that `labelsFor` finds. */
function countLabels(
  recordings: readonly Recording[],
  labelsFor: (recording: Recording) => readonly ExampleClass[],
): Candidate[] {
  const found = new Map<string, { readonly label: ExampleClass; examples: number; readonly people: Set<string> }>();
  for (const recording of recordings) {
    for (const label of labelsFor(recording)) {
      const each = found.get(label.id) ?? { label, examples: 0, people: new Set() };
      found.set(label.id, each);
      each.examples += 1;
      each.people.add(recording.subject);
    }
  }
  return [...found.values()].map(({ label, examples, people }) => ({ ...label, examples, subjects: people.size }));
}

/**
 * The most frequent codes of which at least five people have none but that one. The rarest that fails is given up and all
 * are counted anew, because recordings that it shared with another code are now that one's alone.
 */
function exclusiveClasses(recordings: readonly Recording[], scheme: LabelScheme): readonly ExampleClass[] {
  const all = countLabels(recordings, (recording) => labelsIn(recording, scheme));
  let { classes } = chooseClasses(all, 'recording', FEWEST_SUBJECTS);
  for (;;) {
    const codes = codesOf(classes);
    const alone = countLabels(recordings, (recording) => onlyLabel(recording, scheme, codes));
    const [rarest] = classes
      .filter(({ id }) => peopleIn(alone, id) < FEWEST_SUBJECTS)
      .toSorted((a, b) => peopleIn(all, a.id) - peopleIn(all, b.id));
    if (!rarest) return classes;
    classes = classes.filter((each) => each !== rarest);
  }
}

const peopleIn = (candidates: readonly Candidate[], code: string): number =>
  candidates.find(({ id }) => id === code)?.subjects ?? 0;

function notesOn(
  recordings: readonly Recording[],
  { scheme, windowSeconds }: { readonly scheme: LabelScheme; readonly windowSeconds: number },
  codes: ReadonlySet<string>,
): string[] {
  const howMany = recordings.map((recording) => labelsIn(recording, scheme).filter(({ id }) => codes.has(id)).length);
  const [none, one] = [0, 1].map((wanted) => howMany.filter((each) => each === wanted).length) as [number, number];
  const several = recordings.length - none - one;
  const others = countLabels(recordings, (recording) => labelsIn(recording, scheme)).filter(({ id }) => !codes.has(id));
  return [
    `Examples are windows of ${windowSeconds} s, side by side, of the ${one} recordings that have exactly one of the classes, by ${schemeName(scheme)}.`,
    ...(several + none > 0
      ? [`Left out: ${several} of the recordings have several of the classes, ${none} have none.`]
      : []),
    ...(others.length > 0 ? [sentenceOn(others)] : []),
  ];
}

function sentenceOn(others: readonly Candidate[]): string {
  const shown = others.toSorted((a, b) => b.examples - a.examples).slice(0, 5);
  const names = shown.map(({ name, examples }) => `${name} (${examples})`).join(', ');
  const rest = others.length > shown.length ? ` and ${others.length - shown.length} more` : '';
  return `No class, because too few people have it alone: ${names}${rest}.`;
}
