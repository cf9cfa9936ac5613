/** What one cell of a table can be, judged by its text. */

export type DecimalMark = '.' | ',';

const NUMBER: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/,
  ',': /^[-+]?(?:\d+(?:,\d+)?|,\d+)(?:[eE][-+]?\d+)?$/,
};
const MISSING = /^(?:|-|[-+]?nan|na|n\/a|null|none)$/i;
/** `0:00.003` or `01:02:03.5`: what the WFDB program rdsamp writes as elapsed time. */
const CLOCK = /^(?:\d+:)?\d{1,3}:\d{2}(?:[.,]\d+)?$/;

export function isNumber(cell: string, decimal: DecimalMark): boolean {
  return NUMBER[decimal].test(cell);
}

/** The number in a cell that `isNumber` holds for. */
export function numberIn(cell: string, decimal: DecimalMark): number {
  return Number(decimal === ',' ? cell.replace(',', '.') : cell);
}

/** A cell that says that there is no value here. */
export function isMissing(cell: string): boolean {
  return MISSING.test(cell);
}

export function isClock(cell: string): boolean {
  return CLOCK.test(cell);
}

/** Annotation symbols are single characters, as in WFDB. */
export function isSymbol(cell: string): boolean {
  return [...cell].length === 1 && !/[\d\s]/.test(cell);
}

/** Digits behind the decimal mark. */
export function decimalsOf(cell: string): number {
  return /[.,](\d*)$/.exec(cell)?.[1]?.length ?? 0;
}

/**
 * Splits a line into trimmed, unquoted cells. A space as delimiter stands for any run of white space. A cell in double or
 * single quotes may hold the delimiter.
 */
export function splitCells(line: string, delimiter: string): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/).map(unquoted);
  const cells: string[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    const quote = line[at];
    if ((quote === '"' || quote === "'") && line.slice(start, at).trim() === '') {
      const closing = line.indexOf(quote, at + 1);
      if (closing > at) at = closing;
    } else if (at === line.length || line[at] === delimiter) {
      cells.push(unquoted(line.slice(start, at).trim()));
      start = at + 1;
    }
  }
  return cells;
}

function unquoted(cell: string): string {
  return /^(["'])(.*)\1$/.exec(cell)?.[2]?.trim() ?? cell;
}
