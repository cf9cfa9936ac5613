import { type DecimalMark, isClock, isMissing, isNumber, isSymbol, splitCells } from './cell';

/** How the cells of a table are written. */
export interface Dialect {
  readonly delimiter: ';' | '\t' | ',' | ' ';
  readonly decimal: DecimalMark;
  readonly columns: number;
}

/** In order of preference where several fit equally well. */
const CANDIDATES: readonly Omit<Dialect, 'columns'>[] = [
  { delimiter: ';', decimal: '.' },
  { delimiter: '\t', decimal: '.' },
  { delimiter: ',', decimal: '.' },
  { delimiter: ' ', decimal: '.' },
  { delimiter: ';', decimal: ',' },
  { delimiter: '\t', decimal: ',' },
  { delimiter: ',', decimal: ',' },
  { delimiter: ' ', decimal: ',' },
];

/**
 * The dialect under which most lines are rows of numbers of one width; undefined where hardly any are.
 * `lines` are the first ones of a file, without comments and blank ones.
 */
export function detectDialect(lines: readonly string[]): Dialect | undefined {
  let best: { readonly dialect: Dialect; readonly rows: number } | undefined;
  for (const candidate of CANDIDATES) {
    const widths = lines
      .map((line) => splitCells(line, candidate.delimiter))
      .filter((cells) => isRow(cells, candidate));
    const { width, count } = mostCommon(widths.map((cells) => cells.length));
    if (count > (best?.rows ?? 0)) best = { dialect: { ...candidate, columns: width }, rows: count };
  }
  if (!best) return undefined;
  return isOneColumnWithDecimalComma(lines, best.dialect) ? { delimiter: ';', decimal: ',', columns: 1 } : best.dialect;
}

/** Numbers, with times, single-character symbols and missing values among them. */
export function isRow(cells: readonly string[], { decimal }: Pick<Dialect, 'decimal'>): boolean {
  let numbers = 0;
  for (const cell of cells) {
    if (isNumber(cell, decimal)) numbers += 1;
    else if (!isMissing(cell) && !isClock(cell) && !isSymbol(cell)) return false;
  }
  return numbers > 0;
}

/**
 * `0,455` is one number or two. It is one where the line above the numbers names one column only, or where the digits
 * behind the comma begin with 0 or those before it are `-0`, which no whole number is written like.
 */
function isOneColumnWithDecimalComma(lines: readonly string[], { delimiter, columns, decimal }: Dialect): boolean {
  if (delimiter !== ',' || decimal !== '.' || columns !== 2) return false;
  const isPair = (line: string): boolean => /^\s*[-+]?\d+,\d+\s*$/.test(line);
  const first = lines.findIndex(isPair);
  if (first < 0 || !lines.slice(first).every(isPair)) return false;
  const header = lines[first - 1];
  if (header !== undefined && !header.includes(',')) return true;
  return lines.slice(first).some((line) => /,0\d|^\s*[-+]0,/.test(line));
}

function mostCommon(widths: readonly number[]): { width: number; count: number } {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best = { width: 0, count: 0 };
  for (const [width, count] of counts) if (count > best.count) best = { width, count };
  return best;
}
