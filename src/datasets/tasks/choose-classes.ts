/** Which of the labels that were found become classes: the frequent ones that enough people have. */

import type { ExampleClass } from '../../domain/task';

/** As many as colours and marks tell apart. */
const MOST_CLASSES = 8;

/** A label before it is known whether it becomes a class. */
export interface Candidate extends ExampleClass {
  readonly examples: number;
  readonly subjects: number;
}

export interface ChosenClasses {
  /** In the order of their ids, numbers by their value. */
  readonly classes: readonly ExampleClass[];
  /** A sentence on the candidates that became none; empty where all did. */
  readonly leftOut: string;
}

export function chooseClasses(candidates: readonly Candidate[], noun: string, fewestSubjects: number): ChosenClasses {
  const ranked = candidates.toSorted((a, b) => b.examples - a.examples || compareIds(a, b));
  const chosen = ranked.filter(({ subjects }) => subjects >= fewestSubjects).slice(0, MOST_CLASSES);
  const others = ranked.filter((each) => !chosen.includes(each));
  return {
    classes: chosen.toSorted(compareIds).map(({ id, name }) => ({ id, name })),
    leftOut: others.length === 0 ? '' : sentenceOf(others, noun, fewestSubjects),
  };
}

function sentenceOf(others: readonly Candidate[], noun: string, fewestSubjects: number): string {
  const shown = others.slice(0, 8).map(({ id, examples }) => `${id} (${examples.toLocaleString('en')})`);
  const rest = others.length > shown.length ? ` and ${others.length - shown.length} more` : '';
  const few = fewestSubjects > 1 ? `fewer than ${fewestSubjects} people have it or ` : '';
  return `No class, because ${few}${MOST_CLASSES} others are more frequent (${noun}s in brackets): ${shown.join(', ')}${rest}.`;
}

function compareIds({ id: a }: ExampleClass, { id: b }: ExampleClass): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
