import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';

/** The refusal of a cell; `line` counts from 1, `column` from 0. */
export function notANumber(path: string, text: string, line: number, column: number): LabError {
  return new LabError({
    code: 'csv-cell-not-a-number',
    file: path,
    field: `column ${column + 1}`,
    expected: 'a number',
    found: excerptOf(text),
    at: `line ${line}`,
    fix: 'Correct the cell, or leave it empty where there is no sample.',
  });
}
