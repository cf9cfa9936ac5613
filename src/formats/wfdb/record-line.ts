import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';

/** The first line of a WFDB header. */
export interface RecordLine {
  readonly name: string;
  /** Null for a single-segment record. */
  readonly segments: number | null;
  readonly signalCount: number;
  /** Frames per second. */
  readonly frameRateHz: number;
  /** Samples a signal with one sample a frame; null where the header leaves it to the length of the signal files. */
  readonly frames: number | null;
  readonly warnings: readonly string[];
}

/** What header(5) prescribes where the record line gives no rate. */
const DEFAULT_RATE_HZ = 250;

const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/;
const TIME = /^\d{1,2}(?::\d{1,2}){0,2}(?:\.\d+)?$/;

/**
 * Parses `name[/segments] signals [rate[/counter[(base)]] [samples [time [date]]]]`.
 * Throws `LabError` with the code `wfdb-header-invalid`; a bad time or date is only a warning.
 */
export function parseRecordLine(text: string, path: string, line: number): RecordLine {
  const [nameText = '', signalsText = '', rateText, samplesText, timeText, dateText] = text.split(/\s+/);
  const refuse = (field: string, expected: string, found: string): never => {
    throw new LabError({
      code: 'wfdb-header-invalid',
      file: path,
      field,
      expected,
      found: found === '' ? 'nothing' : excerptOf(found),
      at: `line ${line}`,
      fix: 'Correct the header, or use an undamaged copy of it.',
    });
  };
  const count = (field: string, value: string): number =>
    /^\d+$/.test(value) ? Number(value) : refuse(field, 'a whole number', value);

  const named = /^([^/]+)(?:\/(\d+))?$/.exec(nameText) ?? refuse('record name', 'a name', nameText);
  const warnings: string[] = [];
  const signalCount = count('number of signals', signalsText);
  let frameRateHz = DEFAULT_RATE_HZ;
  if (rateText === undefined) {
    warnings.push(`${path} names no sampling rate; ${DEFAULT_RATE_HZ} Hz was taken, as the WFDB standard prescribes.`);
  } else {
    frameRateHz = Number(NUMBER.exec(rateText)?.[0] ?? refuse('sampling rate', 'a number of Hz', rateText));
    if (!(frameRateHz > 0 && Number.isFinite(frameRateHz))) refuse('sampling rate', 'more than 0 Hz', rateText);
  }
  const samples = samplesText === undefined ? 0 : count('number of samples', samplesText);
  if (timeText !== undefined && !TIME.test(timeText)) warnings.push(oddClock(path, line, 'time', timeText, 'HH:MM:SS'));
  if (dateText !== undefined && !isDate(dateText)) warnings.push(oddClock(path, line, 'date', dateText, 'DD/MM/YYYY'));
  return {
    name: named[1] as string,
    segments: named[2] === undefined ? null : Number(named[2]),
    signalCount,
    frameRateHz,
    frames: samples === 0 ? null : samples,
    warnings,
  };
}

function oddClock(path: string, line: number, what: string, found: string, form: string): string {
  return `${path}, line ${line}: the ${what} ${excerptOf(found)} is not in the form ${form}; it was ignored.`;
}

function isDate(text: string): boolean {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{1,4})$/.exec(text) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
