import type { Study, StudyRun } from './study';

const CLASSES = ['N', 'S', 'V', 'F'] as const;
const percent = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : (100 * value).toFixed(1);
const fixed = (value: number | undefined, digits: number): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

/** The study as a Markdown table, one row a run, with the split and the counts that its numbers belong to above it. */
export function studyTable({ data, rule, synthetic, warnings, notes, counts, published, runs }: Study): string {
  const header = [
    'strategy',
    'seed',
    'accuracy %',
    'balanced %',
    'macro-F1',
    ...CLASSES.map((name) => `${name} Se/+P %`),
    'parameters',
    'beats/s',
  ];
  const countLine = (name: string, classes: Readonly<Record<string, number>>): string =>
    `${name} ${[...CLASSES, 'Q'].map((each) => `${each} ${(classes[each] ?? 0).toLocaleString('en')}`).join(' ')}`;
  const parts = Object.entries(counts).map(([part, classes]) => countLine(part, classes));
  const others = Object.entries(published).map(([part, classes]) => countLine(part, classes));
  return [
    `Data: ${data}${synthetic ? ' (synthetic)' : ''}. ${rule}`,
    ...warnings.map((warning) => `Mind: ${warning}`),
    `Beats: ${parts.join('; ')}. Q is left out.`,
    ...(others.length > 0 ? [`Published: ${others.join('; ')}.`] : []),
    ...notes,
    '',
    markdownRow(header),
    markdownRow(header.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...runs.map((run) => markdownRow(cells(run))),
  ].join('\n');
}

function cells({ strategy, branches, seed, weights, test, parameters, beatsPerSecond }: StudyRun): string[] {
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
    ...CLASSES.map((each) => `${percent(test.perClass[each]?.se)} / ${percent(test.perClass[each]?.ppv)}`),
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
