/** What the columns of a table that describes recordings mean, and the labels in its cells. */

import type { RecordingLabel } from '../../domain/recording';

const LABEL = /^(?:labels?|diagnos[ei]s|rhythms?|class(?:es)?|target|category)$/i;
const SCP = /^scp[_ ]?codes$/i;
const SUBJECT = /^(?:patient|subject)(?:[_ ]?id)?$/i;
/** A column so named may hold bare numbers that are names of files. */
const FILE = /^(?:id|ecg[_ ]?id|file(?:[_ ]?name)?(?:_\w+)?|record(?:ing)?(?:[_ ]?(?:id|name))?|name|path)$/i;

export interface DescribingColumns {
  /** Of the labels, and how to read them; -1 without any. */
  readonly label: number;
  readonly labelsIn: (cell: string) => RecordingLabel[];
  /** -1 without any. */
  readonly subject: number;
}

/** undefined where no column says anything of a recording. */
export function describingColumns(headings: readonly string[]): DescribingColumns | undefined {
  const find = (name: RegExp): number => headings.findIndex((heading) => name.test(heading));
  const scp = find(SCP);
  const label = scp >= 0 ? scp : find(LABEL);
  const subject = find(SUBJECT);
  if (label < 0 && subject < 0) return undefined;
  return { label, subject, labelsIn: scp >= 0 ? scpLabels : columnLabels };
}

export function mayNameFiles(heading: string): boolean {
  return FILE.test(heading);
}

/** One label a line, or between semicolons; codes of digits also between commas. */
function columnLabels(cell: string): RecordingLabel[] {
  const separator = /^[\d,\s]+$/.test(cell) ? /[,\s]+/ : /[\r\n;|]+/;
  const codes = cell.split(separator).map((code) => code.trim());
  return [...new Set(codes)].filter(Boolean).map((code) => ({ scheme: 'column', code, name: code }));
}

/**
 * `{'NORM': 100.0, 'SR': 0.0}` of PTB-XL: statements with the likelihood in percent that a cardiologist gave. Statements on
 * form and rhythm have none (0) and stand beside nearly every diagnosis, so they count only where there is nothing else.
 */
function scpLabels(cell: string): RecordingLabel[] {
  const all = [...cell.matchAll(/['"]([^'"]+)['"]\s*:\s*([\d.]+)/g)].map(([, code = '', likelihood]) => ({
    code,
    likelihood: Number(likelihood),
  }));
  const likely = all.filter(({ likelihood }) => likelihood > 0);
  return (likely.length > 0 ? likely : all).map(({ code }) => ({ scheme: 'scp-ecg', code, name: code }));
}
