import { classLabel } from '../domain/task';
import type { Study, StudyRun } from './study';

const percent = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : (100 * value).toFixed(1);
const fixed = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** The study as a Markdown table, one row a run, with the split and the counts that its numbers belong to above it. */
export function studyTable(study: Study): string {
  const { data, rule, synthetic, warnings, notes, counts, published, noun, classes, runs } = study;
  const ids = classes.map(({ id }) => id);
  const counted = Object.keys(counts.train);
  const labels = new Map(classes.map((each) => [each.id, classLabel(each)]));
  const labelOf = (id: string): string => labels.get(id) ?? id;
  const leftOut = counted.filter((id) => !ids.includes(id));
  const header = [
    'strategy',
    'seed',
    'accuracy %',
    'balanced %',
    'macro-F1',
    ...classes.map((each) => `${classLabel(each)} Se/+P %`),
    'parameters',
    `${noun}s/s`,
  ];
  const countLine = (name: string, byId: Readonly<Record<string, number>>): string =>
    `${name} ${counted.map((id) => `${labelOf(id)} ${(byId[id] ?? 0).toLocaleString('en')}`).join(' ')}`;
  const parts = Object.entries(counts).map(([part, byId]) => countLine(part, byId));
  const others = Object.entries(published).map(([part, byId]) => countLine(part, byId));
  return [
    `Data: ${data}${synthetic ? ' (synthetic)' : ''}. ${rule}`,
    ...warnings.map((warning) => `Mind: ${warning}`),
    `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s: ${parts.join('; ')}. ${leftOut.join(', ')} is left out.`,
    ...(others.length > 0 ? [`Published: ${others.join('; ')}.`] : []),
    ...notes,
    '',
    markdownRow(header),
    markdownRow(header.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...runs.map((run) => markdownRow(cells(run, ids))),
  ].join('\n');
}

function cells(run: StudyRun, ids: readonly string[]): string[] {
  const { strategy, branches, seed, weights, test, parameters, beatsPerSecond } = run;
  const name =
    branches.length > 1
      ? `${strategy} (${branches.map((branch) => withWeight(branch, weights?.[branch])).join(' + ')})`
      : `${strategy} only`;
  return [
    name,
    String(seed),
    percent(test.accuracy),
    percent(test.balancedAccuracy),
    fixed(test.macroF1, 3),
    ...ids.map((each) => `${percent(test.perClass[each]?.se)} / ${percent(test.perClass[each]?.ppv)}`),
    parameters.toLocaleString('en'),
    Math.round(beatsPerSecond).toLocaleString('en'),
  ];
}

function withWeight(branch: string, weight: number | undefined): string {
  return weight === undefined ? branch : `${weight.toFixed(2)} ${branch}`;
}

function markdownRow(columns: readonly string[]): string {
  return `| ${columns.join(' | ')} |`;
}
