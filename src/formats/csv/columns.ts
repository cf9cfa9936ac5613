import { LabError } from '../../domain/problem';
import { type DecimalMark, decimalsOf, isClock, isMissing, isNumber, isSymbol, numberIn } from './cell';
import type { Layout } from './layout';

export interface LeadColumn {
  readonly kind: 'lead';
  readonly name: string;
  /** As the file names it; empty where it does not. */
  readonly unit: string;
}

export interface TimeColumn {
  readonly kind: 'time';
  readonly name: string;
  /** Seconds in its unit; null where the file does not say. */
  readonly unitSeconds: number | null;
  /** The smallest difference that its cells can show, in its unit. */
  readonly resolution: number;
  /** Written as `0:00.003`. */
  readonly isClock: boolean;
}

/** What a column of a table is. */
export type Column = LeadColumn | TimeColumn | { readonly kind: 'index' | 'symbol' | 'ignored'; readonly name: string };

const TIME_NAME = /^(?:elapsed[ _]?)?(?:time|timestamps?|zeit|t|s|secs?|seconds?|ms|msec|millis|milliseconds?)$/i;
const INDEX_NAME = /^(?:|#|samples?|index|idx)(?:[ _]?(?:#|no\.?|num(?:ber)?|index))?$/i;
const SYMBOL_NAME = /^(?:ann(?:otations?)?|symbols?|labels?|class|type|beat(?:[ _]?(?:type|class|symbol))?)$/i;
const TIME_UNITS: readonly { readonly names: RegExp; readonly seconds: number }[] = [
  { names: /^(?:s|secs?|seconds?)$/i, seconds: 1 },
  { names: /^(?:ms|msec|millis|milliseconds?)$/i, seconds: 1e-3 },
  { names: /^[uµμ]s$/i, seconds: 1e-6 },
];
const BRACKETED = /^(.*?)[\s_]*[([]\s*([^)\]]*?)\s*[)\]]\s*$/;
const SUFFIXED = /^(.+?)[\s_/]+(ms|s|sec|[mnuµμ]?v)$/i;

/** A row of 188 numbers is one beat, not one sample of 188 leads. */
const MOST_COLUMNS = 64;

/** Below this many rows an even rise may be chance. */
const FEWEST_EVEN_ROWS = 10;

/** The meaning of each column, from its heading and its first cells. Throws `LabError` with the code `csv-too-wide`. */
export function describeColumns(layout: Layout, path: string): readonly Column[] {
  const { dialect, names, units, rows } = layout;
  if (dialect.columns > MOST_COLUMNS) throw tooWide(path, dialect.columns);
  const hasNames = names.some((name) => name !== '');
  return names.map((heading, index) => {
    const { name, unit } = splitUnit(heading, units[index] ?? '');
    const cells = rows.map((row) => row[index] ?? '').filter((cell) => !isMissing(cell));
    const words = describeWords(name, cells, dialect.decimal);
    if (words) return words;
    const mayBeTime = dialect.columns > 1 && (hasNames || index === 0);
    const time = mayBeTime ? describeTime(name, unit, hasNames, cells, dialect.decimal) : undefined;
    return time ?? { kind: 'lead', name, unit };
  });
}

/** Columns of clock times, of symbols, and of numbers below a heading that promises symbols. */
function describeWords(name: string, cells: readonly string[], decimal: DecimalMark): Column | undefined {
  if (cells.length === 0) return { kind: 'symbol', name };
  if (cells.every(isClock)) {
    return { kind: 'time', name, unitSeconds: 1, resolution: resolutionOf(cells), isClock: true };
  }
  const areNumbers = cells.every((cell) => isNumber(cell, decimal));
  if (SYMBOL_NAME.test(name)) return { kind: areNumbers ? 'ignored' : 'symbol', name };
  return !areNumbers && cells.every(isSymbol) ? { kind: 'symbol', name } : undefined;
}

/** Columns of time and of sample numbers: by name, or without names by a perfectly even rise, which no ECG has. */
function describeTime(
  name: string,
  unit: string,
  hasNames: boolean,
  cells: readonly string[],
  decimal: DecimalMark,
): Column | undefined {
  const values = cells.map((cell) => numberIn(cell, decimal));
  const step = evenStep(values, resolutionOf(cells));
  const counts = step === 1 && values.every(Number.isInteger);
  if (counts && (hasNames ? INDEX_NAME.test(name) : true)) return { kind: 'index', name };
  if (hasNames ? !TIME_NAME.test(name) : !(step > 0)) return undefined;
  return { kind: 'time', name, unitSeconds: secondsIn(unit || name), resolution: resolutionOf(cells), isClock: false };
}

/** The constant difference of consecutive values, as far as their decimals can show it; NaN where there is none. */
function evenStep(values: readonly number[], resolution: number): number {
  if (values.length < FEWEST_EVEN_ROWS) return Number.NaN;
  const first = values[0] as number;
  const last = values.at(-1) as number;
  const step = (last - first) / (values.length - 1);
  const tolerance = resolution + 1e-9 * Math.abs(last);
  return values.every((value, index) => Math.abs(value - first - index * step) <= tolerance) ? step : Number.NaN;
}

function secondsIn(unit: string): number | null {
  return TIME_UNITS.find(({ names }) => names.test(unit))?.seconds ?? null;
}

function resolutionOf(cells: readonly string[]): number {
  return 10 ** -cells.reduce((most, cell) => Math.max(most, decimalsOf(cell)), 0);
}

/** `MLII (mV)`, `MLII [mV]`, `MLII_mV` -> `MLII` and `mV`; a unit from a row of units wins. */
function splitUnit(heading: string, unit: string): { name: string; unit: string } {
  const [, name, own] = BRACKETED.exec(heading) ?? SUFFIXED.exec(heading) ?? [];
  if (name === undefined || own === undefined) return { name: heading, unit };
  return { name, unit: unit || own };
}

function tooWide(path: string, columns: number): LabError {
  return new LabError({
    code: 'csv-too-wide',
    file: path,
    field: 'columns',
    expected: `at most ${MOST_COLUMNS}, a lead each`,
    found: String(columns),
    at: '',
    fix: 'The table seems to have one beat a row; open recordings with one sample a row instead.',
  });
}
