import type { Lead, Recording, RecordingLabel } from '../../domain/recording';
import { bytesOfBase64 } from '../base64';
import { excerptOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { childOf, descendantsOf, readXml, type XmlElement, xmlHeadOf } from '../xml-document';
import { restoreLimbLeads } from './limb-leads';
import { damagedSierra } from './refusal';
import { decodeXli } from './xli';

/** Philips' Sierra XML of a resting ECG, versions 1.03 and 1.04, plain or XLI-coded. */
export const sierraXml: FormatReader = {
  id: 'sierra-xml',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files)
      if (/<restingecgdata\b/.test(await xmlHeadOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

const STANDARD_LEADS = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
/** A minute of leads at the fastest rate; the length is stated by the file and allocated for every lead. */
const MOST_SAMPLES = 2 ** 17;

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  const root = await readXml(file);
  const waveforms = descendantsOf(root, 'parsedwaveforms')[0];
  if (!waveforms) throw damagedSierra(path, 'parsedwaveforms', 'one', 'none');
  const signal = descendantsOf(root, 'signalcharacteristics')[0];
  const about = (...names: readonly string[]): string | undefined =>
    names.map((name) => waveforms.attributes[name] ?? childOf(signal, name)?.text).find((text) => text !== undefined);
  const rate = positive(about('samplespersecond', 'samplingrate'), path, 'sampling rate');
  const microvolts = positive(about('resolution', 'signalresolution'), path, 'resolution');
  const milliseconds = positive(about('durationperchannel'), path, 'durationperchannel');
  const samples = Math.round((milliseconds * rate) / 1000);
  if (samples > MOST_SAMPLES)
    throw damagedSierra(path, 'samples of a lead', `at most ${MOST_SAMPLES}`, String(samples));
  const names = waveforms.attributes.leadlabels?.trim().split(/\s+/) ?? STANDARD_LEADS;
  const stored = digitalOf(waveforms, names, samples, path);
  const end = calibrationStart(stored);
  const leads = stored.map((lead) => lead.slice(0, end));
  const id = withoutExtension(path);
  const labels = statementsIn(root);
  return {
    id,
    name: baseName(id),
    format: 'sierra-xml',
    subject: descendantsOf(root, 'patientid')[0]?.text || id,
    synthetic: false,
    leads: leads.map((digital, index) => leadOf(names[index] ?? `lead ${index + 1}`, digital, rate, microvolts)),
    annotationRateHz: rate,
    annotations: [],
    ...(labels.length > 0 && { labels }),
    warnings:
      end < samples
        ? [
            `${path}: the last ${((samples - end) / rate).toFixed(1)} s are the recorder's calibration pulse and were left out.`,
          ]
        : [],
  };
}

/** No heart moves all leads alike: where their last samples are the same in all of them, that is the recorder's own pulse. */
function calibrationStart(leads: readonly Int16Array[]): number {
  const [first, ...others] = leads;
  if (!first || others.length < 2) return first?.length ?? 0;
  let start = first.length;
  while (start > 0 && others.every((lead) => lead[start - 1] === first[start - 1])) start -= 1;
  return start;
}

function digitalOf(
  { attributes, text }: XmlElement,
  names: readonly string[],
  samples: number,
  path: string,
): Int16Array[] {
  const isXli = (attributes.compression ?? attributes.compressmethod) === 'XLI' && attributes.compressflag !== 'False';
  if (!/^base64$/i.test(attributes.dataencoding ?? ''))
    return plainLeads(numbersIn(text, path), names.length, samples, path);
  const bytes = bytesOfBase64(text, path, 'parsedwaveforms');
  if (!isXli) {
    const view = new DataView(bytes.buffer);
    const values = Int16Array.from({ length: bytes.length >> 1 }, (_, index) => view.getInt16(2 * index, true));
    return plainLeads(values, names.length, samples, path);
  }
  const leads = decodeXli(bytes, samples, path);
  if (leads.length < names.length) throw damagedSierra(path, 'leads', String(names.length), String(leads.length));
  restoreLimbLeads(leads);
  // Behind the leads of the body there may be further channels without a name, such as that of a pacemaker's spikes.
  return leads.slice(0, names.length);
}

/** Samples of one lead after those of another. */
function plainLeads(values: Int16Array, count: number, samples: number, path: string): Int16Array[] {
  if (values.length < count * samples)
    throw damagedSierra(path, 'samples', `${count} x ${samples}`, String(values.length));
  return Array.from({ length: count }, (_, lead) => values.slice(lead * samples, (lead + 1) * samples));
}

function numbersIn(text: string, path: string): Int16Array {
  const cells = text.split(/[\s,]+/).filter(Boolean);
  const odd = cells.find((cell) => !/^[-+]?\d+$/.test(cell));
  if (odd !== undefined) throw damagedSierra(path, 'parsedwaveforms', 'whole numbers', excerptOf(odd));
  return Int16Array.from(cells, Number);
}

function leadOf(name: string, digital: Int16Array, samplingRateHz: number, microvolts: number): Lead {
  return {
    name,
    samplingRateHz,
    unit: 'uV',
    digital,
    gain: 1 / microvolts,
    baseline: 0,
    missing: null,
    checksum: 'none',
  };
}

function statementsIn(root: XmlElement): RecordingLabel[] {
  return descendantsOf(root, 'statement').flatMap((statement) => {
    const name = childOf(statement, 'leftstatement')?.text ?? '';
    const code = childOf(statement, 'statementcode')?.text || name;
    return name === '' ? [] : [{ scheme: 'statement' as const, code, name }];
  });
}

function positive(text: string | undefined, path: string, field: string): number {
  const value = Number(text);
  if (text?.trim() && value > 0 && Number.isFinite(value)) return value;
  throw damagedSierra(path, field, 'a number above 0', text === undefined ? 'nothing' : excerptOf(text));
}
