import { LabError } from '../../domain/problem';
import type { Annotation, DigitalSamples, Lead, Recording } from '../../domain/recording';
import { countOf, excerptOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { childOf, descendantsOf, readXml, type XmlElement, xmlHeadOf } from '../xml-document';

/** HL7 annotated ECG (ANSI/HL7 V3 ECG, R1-2004), as drug trials submit it. A recording for each rhythm series. */
export const hl7Aecg: FormatReader = {
  id: 'hl7-aecg',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files)
      if (/<(?:\w+:)?AnnotatedECG\b/.test(await xmlHeadOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => readDocument(files[0] as SourceFile, path),
};

async function readDocument(file: SourceFile, path: string): Promise<readonly Recording[]> {
  const root = await readXml(file);
  const series = descendantsOf(root, 'series').map(withoutDerived);
  if (series.length === 0) throw refusal(path, 'series', 'at least one', 'none');
  const id = withoutExtension(path);
  const person = descendantsOf(root, 'trialSubject')[0];
  const subject = childOf(person, 'id')?.attributes.extension ?? id;
  return series.map((each, index) => ({
    ...readSeries(each, path),
    id: series.length === 1 ? id : `${id} ${index + 1}`,
    name: series.length === 1 ? baseName(id) : `${baseName(id)} ${index + 1}`,
    format: 'hl7-aecg',
    subject,
    synthetic: false,
  }));
}

/** A series holds, beside what was measured, what was derived of it, such as a mean beat. */
function withoutDerived(series: XmlElement): XmlElement {
  return { ...series, children: series.children.filter(({ name }) => name !== 'derivation') };
}

function readSeries(
  series: XmlElement,
  path: string,
): Pick<Recording, 'leads' | 'annotationRateHz' | 'annotations' | 'warnings'> {
  const leads = descendantsOf(series, 'sequenceSet').flatMap((set) => leadsOf(set, path));
  const [first] = leads;
  if (!first) throw refusal(path, 'sequences', 'at least one lead', 'none');
  const start = timeOf(childOf(series, 'effectiveTime', 'low')?.attributes.value);
  const seconds = Math.max(...leads.map(({ digital, samplingRateHz }) => digital.length / samplingRateHz));
  return {
    leads,
    annotationRateHz: first.samplingRateHz,
    annotations: beatsOf(series, start, first.samplingRateHz, seconds),
    warnings: [],
  };
}

/** The sequences of one set were sampled together: one of them is the time. */
function leadsOf(set: XmlElement, path: string): Lead[] {
  const sequences = descendantsOf(set, 'sequence');
  const codeOf = (sequence: XmlElement): string => childOf(sequence, 'code')?.attributes.code ?? '';
  const time = sequences.find((sequence) => codeOf(sequence).startsWith('TIME'));
  const increment = childOf(time, 'value', 'increment')?.attributes;
  const step = secondsOf(increment, path);
  return sequences
    .filter((sequence) => sequence !== time)
    .map((sequence) => {
      const name = leadName(codeOf(sequence));
      const value = childOf(sequence, 'value');
      const digits = childOf(value, 'digits')?.text ?? '';
      const scale = childOf(value, 'scale')?.attributes;
      const origin = childOf(value, 'origin')?.attributes;
      const perDigit = numberOf(scale?.value, path, `${name}, scale`);
      if (perDigit === 0) throw refusal(path, `${name}, scale`, 'a number other than 0', '0');
      return {
        name,
        samplingRateHz: 1 / step,
        unit: scale?.unit ?? 'uV',
        digital: samplesOf(digits, path, name),
        gain: 1 / perDigit,
        baseline: -numberOf(origin?.value ?? '0', path, `${name}, origin`) / perDigit,
        missing: null,
        checksum: 'none' as const,
      };
    });
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, ms: 0.001, us: 0.000_001 };

function secondsOf(increment: Readonly<Record<string, string>> | undefined, path: string): number {
  const step =
    numberOf(increment?.value, path, 'increment of the time') * (SECONDS[increment?.unit ?? 's'] ?? Number.NaN);
  if (step > 0) return step;
  throw refusal(path, 'increment of the time', 'more than 0 s', `${increment?.value} ${increment?.unit}`);
}

/** `II` of `MDC_ECG_LEAD_II`; the augmented leads with their small `a`. */
function leadName(code: string): string {
  return code.replace(/^MDC_ECG_LEAD_/, '').replace(/^AV([RLF])$/, 'aV$1') || 'lead';
}

function samplesOf(digits: string, path: string, lead: string): DigitalSamples {
  const cells = digits.split(/\s+/).filter(Boolean);
  if (cells.length === 0) throw refusal(path, `${lead}, digits`, 'at least one', 'none');
  const values = cells.map(Number);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw refusal(
      path,
      `${lead}, digit ${odd + 1} of ${countOf(cells.length, 'digit')}`,
      'a number',
      excerptOf(cells[odd] as string),
    );
  const whole = values.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31);
  if (!whole) return Float64Array.from(values);
  return values.every((value) => value >= -32_768 && value <= 32_767)
    ? Int16Array.from(values)
    : Int32Array.from(values);
}

/** Beats that name a moment; symbols as WFDB has them. */
const BEATS: Readonly<Record<string, string>> = {
  MDC_ECG_BEAT_NORMAL: 'N',
  MDC_ECG_BEAT_ATR_P_C: 'A',
  MDC_ECG_BEAT_SV_P_C: 'S',
  MDC_ECG_BEAT_V_P_C: 'V',
  MDC_ECG_BEAT_V_P_C_FUSION: 'F',
  MDC_ECG_BEAT_PACED: '/',
  MDC_ECG_BEAT_LBBB_COMP: 'L',
  MDC_ECG_BEAT_RBBB_COMP: 'R',
};

/** A beat lies at its QRS complex, whose annotations stand inside of the beat's; a beat without one is left out. */
function beatsOf(series: XmlElement, start: number, rateHz: number, seconds: number): Annotation[] {
  return descendantsOf(series, 'annotation')
    .filter((annotation) => childOf(annotation, 'code')?.attributes.code === 'MDC_ECG_BEAT')
    .flatMap((beat) => {
      const symbol = BEATS[childOf(beat, 'value')?.attributes.code ?? ''] ?? 'Q';
      const qrs = descendantsOf(beat, 'annotation').find(
        (part) => childOf(part, 'value')?.attributes.code === 'MDC_ECG_WAVC_QRSWAVE',
      );
      const boundary = descendantsOf(qrs ?? beat, 'boundary')[0];
      const from = timeOf(childOf(boundary, 'value', 'low')?.attributes.value);
      const to = timeOf(childOf(boundary, 'value', 'high')?.attributes.value);
      const at = (Number.isFinite(to) && qrs ? (from + to) / 2 : from) - start;
      return at >= 0 && at <= seconds
        ? [{ sample: Math.round(at * rateHz), symbol, subtype: 0, channel: 0, number: 0, text: '' }]
        : [];
    })
    .sort((a, b) => a.sample - b.sample);
}

/** Seconds of a time stamp `YYYYMMDDhhmmss.fff`; NaN where it is none. */
function timeOf(stamp: string | undefined): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:\.\d+)?)/.exec(stamp ?? '') ?? [];
  if (year === undefined) return Number.NaN;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) / 1000 + Number(second);
}

function numberOf(text: string | undefined, path: string, field: string): number {
  const value = text?.trim() ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw refusal(path, field, 'a number', text === undefined ? 'nothing' : excerptOf(text));
}

function refusal(path: string, field: string, expected: string, found: string): LabError {
  const fix = 'Export the ECG again as HL7 aECG.';
  return new LabError({ code: 'hl7-aecg-invalid', file: path, field, expected, found, at: '', fix });
}
