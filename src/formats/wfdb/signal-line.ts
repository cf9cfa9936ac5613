import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';

/** One signal of a WFDB record as its header states it (header(5) of the WFDB Applications Guide). */
export interface WfdbSignal {
  readonly index: number;
  /** The description field; `signal 0` where the header gives none. */
  readonly name: string;
  /** As the header names it, relative to the header's folder. */
  readonly file: string;
  readonly format: number;
  readonly samplesPerFrame: number;
  /** Frames by which this signal lags in the file. */
  readonly skew: number;
  /** Bytes before the first sample. */
  readonly byteOffset: number;
  /** Digital units per physical unit; null where the header says that the signal is not calibrated. */
  readonly gain: number | null;
  readonly baseline: number;
  readonly unit: string;
  /** The value before the first difference of format 8; the ADC zero where the header gives none. */
  readonly initial: number;
  /** 16-bit sum of all samples; null where the header gives none. */
  readonly checksum: number | null;
}

const FORMAT = /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/;
const GAIN = /^([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?:\(([-+]?\d+(?:\.\d*)?)\))?(?:\/(\S+))?$/;
const INTEGER = /^[-+]?\d+$/;

/**
 * Parses a signal specification line: `file format[xN][:skew][+offset] [gain[(baseline)][/unit] [resolution [zero
 * [initial [checksum [block [description]]]]]]]`. Throws `LabError` with the code `wfdb-header-invalid`.
 */
export function parseSignalLine(text: string, index: number, path: string, line: number): WfdbSignal {
  const [file = '', formatText = '', gainText, , zeroText, initialText, checksumText, , ...description] =
    text.split(/\s+/);
  const name = description.join(' ') || `signal ${index}`;
  const refuse = (field: string, expected: string, found: string): never => {
    throw new LabError({
      code: 'wfdb-header-invalid',
      file: path,
      field: `signal ${index} (${name}), ${field}`,
      expected,
      found: found === '' ? 'nothing' : excerptOf(found),
      at: `line ${line}`,
      fix: 'Correct the header, or use an undamaged copy of it.',
    });
  };
  const integer = (field: string, value: string): number =>
    INTEGER.test(value) ? Number(value) : refuse(field, 'a whole number', value);

  const format = FORMAT.exec(formatText) ?? refuse('signal format', 'a format such as 212 or 16', formatText);
  const gain = GAIN.exec(gainText ?? '0') ?? refuse('gain', 'a gain such as 200(1024)/mV', gainText ?? '');
  const adcZero = zeroText === undefined ? 0 : integer('ADC zero', zeroText);
  const gainValue = Number(gain[1]);
  const samplesPerFrame = Number(format[2] ?? 1);
  if (samplesPerFrame === 0) refuse('samples per frame', 'at least 1', formatText);
  return {
    index,
    name,
    file,
    format: Number(format[1]),
    samplesPerFrame,
    skew: Number(format[3] ?? 0),
    byteOffset: Number(format[4] ?? 0),
    gain: gainValue === 0 || !Number.isFinite(gainValue) ? null : gainValue,
    baseline: gain[2] === undefined ? adcZero : Number(gain[2]),
    unit: gain[3] ?? 'mV',
    initial: initialText === undefined || !INTEGER.test(initialText) ? adcZero : Number(initialText),
    checksum: checksumText === undefined ? null : integer('checksum', checksumText),
  };
}
