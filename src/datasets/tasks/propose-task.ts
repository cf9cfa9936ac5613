/** Which tasks the open recordings allow, and which of them is worth trying first. */

import { beatClassOf } from '../../domain/beat-class';
import { durationSeconds, type LabelScheme, type Recording } from '../../domain/recording';
import { BEAT_TASK, type Task, WINDOW_SECONDS } from '../../domain/task';
import { planTask } from '.';
import { schemeName } from './label-task';

export interface TaskOption {
  readonly task: Task;
  /** A few words: `Rhythm of windows of 10 s`. */
  readonly label: string;
  /** One sentence: what the recordings have that allows it. */
  readonly why: string;
}

type WindowTask = Exclude<Task, { kind: 'beat' }>;

/** Below this share of other classes than N, beats are the same thing over and over. */
const LEAST_ABNORMAL = 0.02;

/** In the order in which they are trusted: a code was chosen by somebody, a folder's name may mean anything. */
const SCHEMES: readonly LabelScheme[] = ['snomed-ct', 'scp-ecg', 'column', 'statement', 'folder'];

/**
 * Every task with two classes or more over `recordings`, the proposed one first: rows of tables, else beats of several
 * classes, else rhythms, else labels of whole recordings, else beats however alike they are. Without beats that is no
 * choice, unless it is the only one. Never empty.
 */
export function taskOptions(recordings: readonly Recording[]): readonly TaskOption[] {
  const beats = beatOption(recordings);
  const others = [
    excerptTaskOf(recordings),
    rhythmTaskOf(recordings),
    ...SCHEMES.map((each) => labelTaskOf(recordings, each)),
  ]
    .filter((task) => task !== null)
    .flatMap((task) => optionOf(recordings, task));
  const [first, ...rest] = others;
  if (first && beats.count === 0) return others;
  if (first?.task.kind === 'excerpt') return [first, ...rest, beats.option];
  return beats.areVaried || !first ? [beats.option, ...others] : [first, beats.option, ...rest];
}

/** The proposed task, or `present` where that is among what the recordings allow. */
export function keptOrProposed(options: readonly TaskOption[], present: Task): Task {
  const sameKind = options.some(({ task }) => isSameQuestion(task, present));
  return sameKind ? present : (options[0] as TaskOption).task;
}

/** The same but for the length of its windows. */
export function isSameQuestion(a: Task, b: Task): boolean {
  return a.kind === b.kind && (a.kind !== 'label' || b.kind !== 'label' || a.scheme === b.scheme);
}

interface BeatOption {
  readonly option: TaskOption;
  readonly count: number;
  readonly areVaried: boolean;
}

function beatOption(recordings: readonly Recording[]): BeatOption {
  let beats = 0;
  let found = 0;
  let abnormal = 0;
  for (const { annotations, excerptSamples, foundBy } of recordings) {
    if (excerptSamples !== undefined) continue;
    for (const { symbol } of annotations) {
      const beatClass = beatClassOf(symbol);
      if (beatClass) beats += 1;
      if (beatClass && foundBy) found += 1;
      if (beatClass && beatClass !== 'N' && beatClass !== 'Q') abnormal += 1;
    }
  }
  const share = abnormal > 0 ? `${((100 * abnormal) / beats).toFixed(1)} % of them are` : 'none of them is';
  const why = `${originOf(beats, found)}; ${share} of the classes S, V and F.`;
  return {
    option: { task: BEAT_TASK, label: 'Class of each beat', why },
    count: beats,
    areVaried: abnormal > LEAST_ABNORMAL * beats,
  };
}

/** The lab finds where beats are, and not of what class they are. */
function originOf(beats: number, found: number): string {
  const all = beats.toLocaleString('en');
  if (found === 0) return `${all} beats are annotated`;
  if (found === beats) return `${all} beats were found, and nobody said of what class they are`;
  return `${all} beats are annotated or, ${found.toLocaleString('en')} of them, were found`;
}

function excerptTaskOf(recordings: readonly Recording[]): WindowTask | null {
  const table = recordings.find(({ excerptSamples }) => excerptSamples !== undefined);
  const lead = table?.leads[0];
  if (!table?.excerptSamples || !lead) return null;
  const { samplingRateHz } = lead;
  return { kind: 'excerpt', windowSeconds: table.excerptSamples / samplingRateHz, samplingRateHz };
}

function rhythmTaskOf(recordings: readonly Recording[]): WindowTask {
  return { kind: 'rhythm', windowSeconds: windowFor(recordings) };
}

function labelTaskOf(recordings: readonly Recording[], scheme: LabelScheme): WindowTask {
  const labelled = recordings.filter(({ labels = [] }) => labels.some((label) => label.scheme === scheme));
  return { kind: 'label', scheme, windowSeconds: windowFor(labelled) };
}

/** 10 s, or the whole seconds of the shortest recording where that is shorter. */
function windowFor(recordings: readonly Recording[]): number {
  const shortest = Math.floor(Math.min(...recordings.map(durationSeconds)) + 1e-6);
  return Math.max(WINDOW_SECONDS.minimum, Math.min(WINDOW_SECONDS.initial, shortest));
}

function optionOf(recordings: readonly Recording[], task: WindowTask): TaskOption[] {
  const { classes } = planTask(recordings, task);
  if (classes.length < 2) return [];
  const shown = classes.slice(0, 4).map(({ name }) => name);
  const names = `${shown.join(', ')}${classes.length > shown.length ? `, and ${classes.length - shown.length} more` : ''}`;
  return [{ task, ...wordsFor(task, names) }];
}

function wordsFor(task: WindowTask, names: string): Omit<TaskOption, 'task'> {
  switch (task.kind) {
    case 'rhythm':
      return { label: 'Rhythm of windows', why: `Rhythm annotations of two people or more each say: ${names}.` };
    case 'label':
      return {
        label: `Label of whole recordings, by ${schemeName(task.scheme)}`,
        why: `Recordings of five people or more each are labelled: ${names}.`,
      };
    case 'excerpt':
      return { label: 'Label of each row', why: `A table has a stretch of ECG a row, labelled: ${names}.` };
  }
}
