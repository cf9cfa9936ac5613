/** One multiplex group of a waveform (DICOM PS3.3, C.10.9): channels that were sampled together, sample by sample. */

import type { DigitalSamples, Lead } from '../../domain/recording';
import { countOf, excerptOf } from '../excerpt';
import { scpLeadName } from '../scp-lead-names';
import { type Attributes, bytesOf, decimalOf, integersOf, itemsOf, textOf } from './data-set';
import { refusal } from './refusal';

export interface MultiplexGroup {
  /** From 1 on, as annotations refer to it. */
  readonly number: number;
  /** `RHYTHM`, `MEDIAN BEAT`; empty where it has none. */
  readonly label: string;
  /** Computed from other groups, as a median beat is. */
  readonly isDerived: boolean;
  /** Milliseconds after the start of the acquisition. */
  readonly offsetMilliseconds: number;
  readonly samplingRateHz: number;
  readonly samples: number;
  readonly leads: readonly Lead[];
}

interface SampleType {
  readonly bytes: number;
  create(length: number): DigitalSamples;
  get(view: DataView, at: number, littleEndian: boolean): number;
}

/** By bits allocated and interpretation. Speech codes (MB, AB) are no ECG. */
const SAMPLE_TYPES: Readonly<Record<string, SampleType>> = {
  '8 SB': { bytes: 1, create: (length) => new Int16Array(length), get: (view, at) => view.getInt8(at) },
  '8 UB': { bytes: 1, create: (length) => new Int16Array(length), get: (view, at) => view.getUint8(at) },
  '16 SS': {
    bytes: 2,
    create: (length) => new Int16Array(length),
    get: (view, at, little) => view.getInt16(at, little),
  },
  '16 US': {
    bytes: 2,
    create: (length) => new Int32Array(length),
    get: (view, at, little) => view.getUint16(at, little),
  },
  '32 SL': {
    bytes: 4,
    create: (length) => new Int32Array(length),
    get: (view, at, little) => view.getInt32(at, little),
  },
};

/** Throws `LabError` with the code `dicom-invalid`. */
export function readGroup(item: Attributes, number: number): MultiplexGroup {
  const { path } = item;
  const label = textOf(item, 'x003a0020');
  const place = label ? `multiplex group ${number} (${label.slice(0, 40)})` : `multiplex group ${number}`;
  const samplingRateHz = decimalOf(item, 'x003a001a', `${place}, sampling frequency`);
  if (!(samplingRateHz > 0))
    throw refusal(path, `${place}, sampling frequency`, 'more than 0 Hz', String(samplingRateHz));
  const [channels = 0] = integersOf(item, 'x003a0005', 2);
  const [samples = 0] = integersOf(item, 'x003a0010', 4);
  const definitions = itemsOf(item, 'x003a0200');
  if (channels === 0 || samples === 0 || definitions.length !== channels) {
    const found = `${countOf(channels, 'channel')} of ${countOf(samples, 'sample')}, ${countOf(definitions.length, 'definition')}`;
    throw refusal(
      path,
      `${place}, channels`,
      'at least one channel and sample, and a definition for each channel',
      found,
    );
  }
  const { columns, missing } = samplesOf(item, channels, samples, place);
  return {
    number,
    label,
    isDerived: textOf(item, 'x003a0004') === 'DERIVED',
    offsetMilliseconds: decimalOf(item, 'x00181068', `${place}, time offset`, 0),
    samplingRateHz,
    samples,
    leads: definitions.map((definition, channel) => ({
      name: leadName(definition, channel),
      samplingRateHz,
      ...scaleOf(definition, `${place}, channel ${channel + 1}`),
      digital: columns[channel] as DigitalSamples,
      missing,
      checksum: 'none',
    })),
  };
}

/** `[channel][sample]`, and the value that pads channels where nothing was sampled. */
function samplesOf(
  item: Attributes,
  channels: number,
  samples: number,
  place: string,
): { columns: DigitalSamples[]; missing: number | null } {
  const [bits = 0] = integersOf(item, 'x54001004', 2);
  const interpretation = textOf(item, 'x54001006');
  const type = SAMPLE_TYPES[`${bits} ${interpretation}`];
  if (!type) {
    const known = Object.keys(SAMPLE_TYPES).join(', ');
    throw refusal(
      item.path,
      `${place}, bits and interpretation of a sample`,
      `one of ${known}`,
      excerptOf(`${bits} ${interpretation}`),
    );
  }
  // Words of two samples each, in a byte order that was withdrawn in 2006: nobody is known to have written them.
  if (type.bytes === 1 && !item.littleEndian)
    throw refusal(item.path, `${place}, transfer syntax`, 'little endian for samples of 8 bits', 'big endian');
  const data = bytesOf(item, 'x54001010');
  if (channels * samples * type.bytes > data.byteLength) {
    const expected = `${countOf(channels * samples * type.bytes, 'byte')} for ${channels} x ${countOf(samples, 'sample')}`;
    throw refusal(item.path, `${place}, waveform data`, expected, countOf(data.byteLength, 'byte'));
  }
  const columns = Array.from({ length: channels }, () => type.create(samples));
  for (const [channel, column] of columns.entries()) {
    for (let sample = 0, at = channel * type.bytes; sample < samples; sample += 1, at += channels * type.bytes)
      column[sample] = type.get(data, at, item.littleEndian);
  }
  const padding = bytesOf(item, 'x5400100a');
  return { columns, missing: padding.byteLength < type.bytes ? null : type.get(padding, 0, item.littleEndian) };
}

/** Physical value = sample * sensitivity * correction + baseline, all in the unit of the sensitivity. */
function scaleOf(definition: Attributes, place: string): Pick<Lead, 'unit' | 'gain' | 'baseline'> {
  const { path } = definition;
  const [units] = itemsOf(definition, 'x003a0211');
  const sensitivity = decimalOf(definition, 'x003a0210', `${place}, sensitivity`);
  const perDigit = sensitivity * decimalOf(definition, 'x003a0212', `${place}, sensitivity correction factor`, 1);
  const gain = 1 / perDigit;
  const baseline = 0 - decimalOf(definition, 'x003a0213', `${place}, baseline`, 0) * gain;
  if (perDigit === 0 || gain === 0 || !Number.isFinite(gain) || !Number.isFinite(baseline))
    throw refusal(path, `${place}, sensitivity`, 'a number other than 0', textOf(definition, 'x003a0210'));
  return { unit: (units && textOf(units, 'x00080100')) || 'mV', gain, baseline };
}

const LEAD_CODE = /^(?:5\.6\.3-9-|2:|MDC_ECG_LEAD_)(\w+)$/;

/** By code, which is the same in every language; else by the channel's own label or what its source is called. */
function leadName(definition: Attributes, channel: number): string {
  const [source] = itemsOf(definition, 'x003a0208');
  const code = source ? (LEAD_CODE.exec(textOf(source, 'x00080100'))?.[1] ?? '') : '';
  const byCode = scpLeadName(Number(code)) ?? (/^\D/.test(code) ? code.replace(/^AV/, 'aV') : undefined);
  const meaning = source ? textOf(source, 'x00080104').replace(/^Lead\s+|\s*\(.*\)$/gi, '') : '';
  return byCode ?? (textOf(definition, 'x003a0203') || meaning || `channel ${channel + 1}`);
}
