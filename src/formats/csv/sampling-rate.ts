import { LabError } from '../../domain/problem';
import { askedRate } from '../asked-rate';
import type { ReadOptions } from '../format';
import type { TimeColumn } from './columns';
import { statedRate } from './stated-rate';

export interface SamplingRate {
  readonly samplingRateHz: number;
  readonly warnings: readonly string[];
}

const PLACES_OF_A_RATE = 'a time column in s or ms, or a line such as "# Sampling rate: 360 Hz"';

/**
 * The sampling rate of a table: from its time column, else from a line that states it, else from the person. Never guessed.
 * Throws `LabError`: `sampling-rate-needed`, `sampling-rate-invalid`, `csv-time-uneven`.
 */
export function samplingRateOf(
  path: string,
  time: { readonly column: TimeColumn; readonly values: ArrayLike<number> } | undefined,
  preamble: readonly string[],
  options: ReadOptions,
): SamplingRate {
  const stated = statedRate(preamble);
  const measured = time && rateOfTime(path, time.column, time.values);
  if (measured) {
    const warnings = [...measured.warnings];
    if (stated !== undefined && Math.abs(stated / measured.samplingRateHz - 1) > 0.005) {
      const { samplingRateHz } = measured;
      warnings.push(
        `${path} states ${stated} Hz, but its time column steps at ${samplingRateHz} Hz; ${samplingRateHz} Hz was taken.`,
      );
    }
    return { samplingRateHz: measured.samplingRateHz, warnings };
  }
  if (stated !== undefined) return { samplingRateHz: stated, warnings: [] };
  const found = time ? `a time column${time.column.name ? ` ${time.column.name}` : ''} without a unit` : 'neither';
  return { samplingRateHz: askedRate(path, options, PLACES_OF_A_RATE, found), warnings: [] };
}

/** A column named `time` without a unit is in seconds where its steps would be too short for any other; above this, who knows. */
const LONGEST_STEP_SECONDS = 0.1;

/** Undefined where the unit is not known. */
function rateOfTime(path: string, column: TimeColumn, values: ArrayLike<number>): SamplingRate | undefined {
  const first = values[0] as number;
  const last = values[values.length - 1] as number;
  const step = (last - first) / (values.length - 1);
  if (!(step > 0)) throw uneven(path, column, 'times that rise', values.length < 2 ? 'a single row' : 'no rise', 0);
  const isAssumed = column.unitSeconds === null;
  if (isAssumed && step >= LONGEST_STEP_SECONDS) return undefined;
  requireEven(path, column, values, step);
  const unitSeconds = column.unitSeconds ?? 1;
  const uncertainty = column.resolution / (last - first);
  const samplingRateHz = tidy(1 / (step * unitSeconds), uncertainty);
  const label = column.name || 'the first column';
  const warnings = isAssumed
    ? [
        `${path}: ${label} gives no unit; its steps of ${Number(step.toPrecision(4))} were read as seconds, ${samplingRateHz} Hz.`,
      ]
    : [];
  return { samplingRateHz, warnings };
}

/** No sample may lie further than half a step from where an even rate puts it. */
function requireEven(path: string, column: TimeColumn, values: ArrayLike<number>, step: number): void {
  const first = values[0] as number;
  const tolerance = Math.max(column.resolution, step / 2);
  for (let row = 1; row < values.length; row++) {
    const value = values[row] as number;
    if (Math.abs(value - first - row * step) <= tolerance) continue;
    const odd = oddestStep(values, step);
    const expected = `even steps of about ${Number(step.toPrecision(4))}`;
    throw uneven(path, column, expected, `${Number(odd.step.toPrecision(4))}`, odd.row);
  }
}

function oddestStep(values: ArrayLike<number>, step: number): { row: number; step: number } {
  let odd = { row: 1, step: (values[1] as number) - (values[0] as number) };
  for (let row = 1; row < values.length; row++) {
    const own = (values[row] as number) - (values[row - 1] as number);
    if (Number.isNaN(own)) return { row, step: own };
    if (Math.abs(own - step) > Math.abs(odd.step - step)) odd = { row, step: own };
  }
  return odd;
}

/** A whole number of Hz where the decimals of the time column cannot tell the rate from it. */
function tidy(rateHz: number, relativeUncertainty: number): number {
  const whole = Math.round(rateHz);
  const isWhole = whole > 0 && Math.abs(rateHz / whole - 1) <= Math.max(relativeUncertainty, 1e-9);
  return isWhole ? whole : Number(rateHz.toPrecision(9));
}

function uneven(path: string, { name }: TimeColumn, expected: string, found: string, row: number): LabError {
  return new LabError({
    code: 'csv-time-uneven',
    file: path,
    field: `time column${name ? ` ${name}` : ''}`,
    expected,
    found: found === 'NaN' ? 'a missing time' : found,
    at: `row ${row + 1} of the table`,
    fix: 'Resample the recording evenly or cut it at its gaps; or remove the column and enter the sampling rate.',
  });
}
