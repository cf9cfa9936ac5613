import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';
import { isMissing, isNumber, splitCells } from './cell';
import { type Dialect, detectDialect, isRow } from './dialect';
import { notANumber } from './refusal';
import { statedRate } from './stated-rate';
import { SNIFFED_BYTES } from './text';

/** What the beginning of a CSV tells about the whole. */
export interface Layout {
  readonly dialect: Dialect;
  /** A name a column, empty where the file gives none. */
  readonly names: readonly string[];
  /** A unit a column from a row of units below the names; empty where there is none. */
  readonly units: readonly string[];
  /** The lines before the first row: comments, their marks removed, and lines of text. */
  readonly preamble: readonly string[];
  /** The first rows as cells. */
  readonly rows: readonly (readonly string[])[];
  /** Byte at which the first row begins, and its line number (1 for the first line of the file). */
  readonly dataStart: number;
  readonly dataLine: number;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly number: number;
  readonly isComment: boolean;
}

const COMMENT = /^\s*(?:#|%|\/\/)+/;
const UNIT = /^(?:[mµμun]?v|volts?|adu|nu|ms|s|sec|seconds|samples?|(?:hh:)?mm:ss(?:\.m+)?|)$/i;

/** Headings and comments longer than this say nothing that is looked for, and could keep a pattern busy for long. */
const LONGEST_HEADING = 200;

/**
 * Throws `LabError`: `csv-no-numbers` where the text is no table of numbers, `csv-cell-not-a-number` where the first row
 * is one but for a word.
 */
export function readLayout(bytes: Uint8Array, start: number, path: string): Layout {
  const lines = linesOf(bytes, start);
  const content = lines.filter(({ isComment }) => !isComment);
  const dialect = detectDialect(content.map(({ text }) => text));
  const cellsOf = ({ text }: Line): string[] => splitCells(text, dialect?.delimiter ?? ',');
  const isData = (line: Line): boolean => {
    const cells = cellsOf(line);
    return dialect !== undefined && cells.length === dialect.columns && isRow(cells, dialect);
  };
  const first = content.findIndex(isData);
  const firstRow = content[first];
  if (!dialect || !firstRow) throw noNumbers(content, path);
  const above = content.slice(0, first);
  requireHeading(above.at(-1), cellsOf, dialect, path);
  const headings = headingsOf(
    above.map((line) => cellsOf(line).map(shortened)),
    lines,
    firstRow,
    dialect,
  );
  const before = lines.filter(({ start: at }) => at < firstRow.start);
  return {
    dialect,
    ...headings,
    preamble: before.map(({ text }) => shortened(text.replace(COMMENT, '').trim())),
    rows: content.slice(first).filter(isData).map(cellsOf),
    dataStart: firstRow.start,
    dataLine: firstRow.number,
  };
}

/** Names and units stand right above the numbers: in rows of the same width, or in a comment as NumPy writes them. */
function headingsOf(
  above: readonly (readonly string[])[],
  lines: readonly Line[],
  firstRow: Line,
  { columns, delimiter }: Dialect,
): { names: readonly string[]; units: readonly string[] } {
  const none = Array.from({ length: columns }, () => '');
  const fits = (cells: readonly string[] | undefined): cells is readonly string[] => cells?.length === columns;
  const [last, beforeLast] = [above.at(-1), above.at(-2)];
  if (fits(last) && fits(beforeLast) && last.every((cell) => UNIT.test(cell)))
    return { names: beforeLast, units: last };
  if (fits(last)) return { names: last, units: none };
  const comment = lines.filter(({ start, isComment }) => isComment && start < firstRow.start).at(-1);
  const cells = comment && splitCells(comment.text.replace(COMMENT, ''), delimiter).map(shortened);
  return { names: columns > 1 && fits(cells) ? cells : none, units: none };
}

/** A line of words and numbers right above the first row is a damaged row, unless it states the rate. */
function requireHeading(
  line: Line | undefined,
  cellsOf: (line: Line) => readonly string[],
  { columns, decimal }: Dialect,
  path: string,
): void {
  const cells = line ? cellsOf(line) : [];
  if (!line || cells.length !== columns || !cells.some((cell) => isNumber(cell, decimal))) return;
  if (statedRate([shortened(line.text)]) !== undefined) return;
  const column = cells.findIndex((cell) => !isNumber(cell, decimal) && !isMissing(cell));
  throw notANumber(path, cells[column] ?? '', line.number, column);
}

function shortened(text: string): string {
  return text.slice(0, LONGEST_HEADING);
}

/** The lines that are neither blank nor cut off by the end of the window. */
function linesOf(bytes: Uint8Array, from: number): Line[] {
  const decoder = new TextDecoder();
  const end = Math.min(bytes.length, from + SNIFFED_BYTES);
  const lines: Line[] = [];
  let number = 1;
  let start = from;
  for (let at = from; at <= end; at++) {
    const isBreak = bytes[at] === 10 || bytes[at] === 13;
    if (!isBreak && !(at === end && end === bytes.length)) continue;
    const text = decoder.decode(bytes.subarray(start, at));
    if (text.trim() !== '') lines.push({ text, start, number, isComment: COMMENT.test(text) });
    if (!(bytes[at] === 13 && bytes[at + 1] === 10)) number += 1;
    start = at + 1;
  }
  return lines;
}

function noNumbers(content: readonly Line[], path: string): LabError {
  // The first line may well be words; what is missing are the numbers below it.
  const line = content[1] ?? content[0];
  const cells = line ? splitCells(line.text, ',') : [];
  const column = Math.max(
    0,
    cells.findIndex((cell) => !isMissing(cell) && Number.isNaN(Number(cell))),
  );
  return new LabError({
    code: 'csv-no-numbers',
    file: path,
    field: `column ${column + 1}`,
    expected: 'a number',
    found: line ? excerptOf(cells[column] ?? '') : 'no rows',
    at: `line ${line?.number ?? 1}`,
    fix: 'Open a CSV with a column of numbers for each lead, one row a sample.',
  });
}
