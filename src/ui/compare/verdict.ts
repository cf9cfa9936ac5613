/** What the numbers of one run say, and no more than that. */

import { classLabel, type ExampleClass } from '../../domain/task';
import type { ResultRow } from './result-rows';

interface Measure {
  readonly name: string;
  read(row: ResultRow): number;
  /** A value and a difference as text. */
  text(value: number): string;
  gap(difference: number): string;
}

const ACCURACY: Measure = {
  name: 'accuracy',
  read: ({ evaluation }) => evaluation.accuracy,
  text: (value) => `${(100 * value).toFixed(1)}\u00a0%`,
  gap: (difference) => `${(100 * difference).toFixed(1)} points`,
};
const MACRO_F1: Measure = {
  name: 'macro-F1',
  read: ({ evaluation }) => evaluation.macroF1,
  text: (value) => value.toFixed(2),
  gap: (difference) => difference.toFixed(3),
};

export interface VerdictInput {
  readonly rows: readonly ResultRow[];
  readonly nameOf: (strategy: string) => string;
  readonly isFusion: (strategy: string) => boolean;
  readonly running: boolean;
  readonly classes: readonly ExampleClass[];
  /** What one example is called. */
  readonly noun: string;
}

/** Whole sentences; none before there is a result. Dragged weights were chosen on the test part and take no part. */
export function verdictOf(input: VerdictInput): string[] {
  const { rows, nameOf, isFusion, running } = input;
  const fair = rows.filter(({ dragged }) => !dragged);
  const left = rows.length - fair.length;
  const aside =
    left > 0 ? ['The dragged weights take no part in this: they were chosen with the test part in sight.'] : [];
  if (fair.length === 0) return aside;
  const names = (chosen: readonly ResultRow[]): string => listOf(chosen.map(({ strategy }) => nameOf(strategy)));
  if (fair.length === 1) return [`One result, of ${names(fair)}; a comparison needs at least two.`, ...aside];
  const opening = running ? 'So far in this one run' : 'In this one run';
  return [
    `${opening}, ${leadersOf(fair, names)}.`,
    ...fusionAgainstBaseline(fair, isFusion, names),
    ...neverFound(fair, input),
    ...fewTested(fair, input),
    'One seed is no proof: another may turn the order around. Run more seeds before you claim it.',
    ...aside,
  ];
}

type Names = (rows: readonly ResultRow[]) => string;

interface Lead {
  readonly leaders: string;
  readonly plural: boolean;
  /** `the highest accuracy (92.8 %, 1.3 points above Late)`. */
  readonly what: string;
}

function leadersOf(rows: readonly ResultRow[], names: Names): string {
  const [f1, accuracy] = [leadIn(rows, MACRO_F1, names), leadIn(rows, ACCURACY, names)];
  const leads = [f1, accuracy].filter((lead) => lead !== null);
  if (leads.length === 0) return 'no strategy could be judged on the test part';
  const clause = ({ leaders, plural }: Lead, what: string): string => `${leaders} ${plural ? 'share' : 'has'} ${what}`;
  if (f1 && accuracy && f1.leaders === accuracy.leaders) {
    return `${clause(f1, `${f1.what} and ${accuracy.what}`)} on the test part`;
  }
  return `on the test part ${leads.map((lead) => clause(lead, lead.what)).join(', and ')}`;
}

function leadIn(rows: readonly ResultRow[], measure: Measure, names: Names): Lead | null {
  const ranked = rows
    .filter((row) => Number.isFinite(measure.read(row)))
    .sort((a, b) => measure.read(b) - measure.read(a));
  const [first] = ranked;
  if (!first) return null;
  const best = measure.read(first);
  const leaders = ranked.filter((row) => measure.read(row) === best);
  const next = leaders.length === 1 ? ranked[1] : undefined;
  const ahead = next ? `, ${measure.gap(best - measure.read(next))} above ${names([next])}` : '';
  return {
    leaders: names(leaders),
    plural: leaders.length > 1,
    what: `the highest ${measure.name} (${measure.text(best)}${ahead})`,
  };
}

/** The one comparison that a fusion has to stand: its best against the best single stream. */
function fusionAgainstBaseline(rows: readonly ResultRow[], isFusion: VerdictInput['isFusion'], names: Names): string[] {
  const best = (fusion: boolean): ResultRow | undefined =>
    rows
      .filter((row) => isFusion(row.strategy) === fusion && Number.isFinite(row.evaluation.macroF1))
      .sort((a, b) => b.evaluation.macroF1 - a.evaluation.macroF1)[0];
  const fusion = best(true);
  const single = best(false);
  if (!fusion || !single) return [];
  const difference = fusion.evaluation.macroF1 - single.evaluation.macroF1;
  if (difference > 0) {
    return [
      `The best fusion is ${MACRO_F1.gap(difference)} of macro-F1 above the best single stream (${names([single])}).`,
    ];
  }
  return [`No fusion beats the best single stream (${names([single])}) in macro-F1 here.`];
}

/** Where a class is rare, who never calls it loses hardly any accuracy: the eye is led to what that hides. */
function neverFound(rows: readonly ResultRow[], { classes, noun, running }: VerdictInput): string[] {
  const missed = classes.filter(({ id }) =>
    rows.every(({ evaluation }) => {
      const { support = 0, se = 1 } = evaluation.perClass[id] ?? {};
      return support > 0 && se === 0;
    }),
  );
  if (missed.length === 0) return [];
  const which = listOf(missed.map(classLabel), 'or');
  return [`No strategy ${running ? 'so far ' : ''}finds a single ${noun} of class ${which}, which accuracy hides.`];
}

/** With fewer, one of them is a point of accuracy or more. */
const ENOUGH_TESTED = 100;

function fewTested([first]: readonly ResultRow[], { noun }: VerdictInput): string[] {
  const supports = Object.values(first?.evaluation.perClass ?? {}).map(({ support }) => support);
  const tested = supports.reduce((sum, support) => sum + support, 0);
  if (tested === 0 || tested >= ENOUGH_TESTED) return [];
  const points = ACCURACY.gap(1 / tested);
  return [`The test part has only ${tested} ${noun}${tested === 1 ? '' : 's'}: each of them is ${points} of accuracy.`];
}

function listOf(names: readonly string[], last = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}
