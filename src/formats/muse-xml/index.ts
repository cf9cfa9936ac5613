import { LabError } from '../../domain/problem';
import type { Lead, Recording, RecordingLabel } from '../../domain/recording';
import { crc32 } from '../../signals/crc32';
import { bytesOfBase64 } from '../base64';
import { countOf, excerptOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { childOf, descendantsOf, readXml, type XmlElement, xmlHeadOf } from '../xml-document';
import { derivedLeads } from './derived-leads';

/** GE MUSE's XML of a resting ECG. The rhythm strip is the recording; the median beat that MUSE computed of it is not. */
export const museXml: FormatReader = {
  id: 'muse-xml',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files)
      if (/<RestingECG\b/.test(await xmlHeadOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

const MILLIVOLTS_PER_UNIT: Readonly<Record<string, number>> = { MICROVOLTS: 0.001, MILLIVOLTS: 1 };

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  const root = await readXml(file);
  const waveform = descendantsOf(root, 'Waveform').find((each) => childOf(each, 'WaveformType')?.text === 'Rhythm');
  if (!waveform) throw refusal(path, 'Waveform of the type Rhythm', 'one', 'none');
  const rate = numberIn(waveform, 'SampleBase', path) * 10 ** numberIn(waveform, 'SampleExponent', path, 0);
  if (!(rate > 0)) throw refusal(path, 'SampleBase', 'more than 0 Hz', String(rate));
  const warnings: string[] = [];
  const measured = waveform.children
    .filter(({ name }) => name === 'LeadData')
    .map((lead) => leadOf(lead, rate, path, warnings));
  if (measured.length === 0) throw refusal(path, 'LeadData', 'at least one lead', 'none');
  const id = withoutExtension(path);
  const labels = statementsIn(root);
  return {
    id,
    name: baseName(id),
    format: 'muse-xml',
    subject: childOf(root, 'PatientDemographics', 'PatientID')?.text || id,
    synthetic: false,
    leads: [...measured, ...derivedLeads(measured)],
    annotationRateHz: rate,
    annotations: [],
    ...(labels.length > 0 && { labels }),
    warnings,
  };
}

function leadOf(lead: XmlElement, samplingRateHz: number, path: string, warnings: string[]): Lead {
  const name = childOf(lead, 'LeadID')?.text || 'lead';
  const bytes = bytesOfBase64(childOf(lead, 'WaveFormData')?.text ?? '', path, `${name}, WaveFormData`);
  const stated = numberIn(lead, 'LeadSampleCountTotal', path, bytes.length / 2);
  if (bytes.length !== 2 * stated || bytes.length === 0) {
    throw refusal(
      path,
      `${name}, WaveFormData`,
      `${countOf(2 * stated, 'byte')} for ${countOf(stated, 'sample')}`,
      String(bytes.length),
    );
  }
  const unit = childOf(lead, 'LeadAmplitudeUnits')?.text ?? '';
  const millivolts = MILLIVOLTS_PER_UNIT[unit];
  if (millivolts === undefined)
    throw refusal(path, `${name}, LeadAmplitudeUnits`, 'MICROVOLTS or MILLIVOLTS', excerptOf(unit));
  const perBit = numberIn(lead, 'LeadAmplitudeUnitsPerBit', path) * millivolts;
  if (!(perBit > 0)) throw refusal(path, `${name}, LeadAmplitudeUnitsPerBit`, 'more than 0', String(perBit));
  const sum = childOf(lead, 'LeadDataCRC32')?.text;
  const found = crc32(bytes);
  const checksum = sum === undefined ? 'none' : Number(sum) === found ? 'ok' : 'bad';
  if (checksum === 'bad') {
    warnings.push(
      `${path}, ${name}: expected the CRC-32 ${sum} that the file states, found ${found}; trust this lead with care.`,
    );
  }
  const view = new DataView(bytes.buffer);
  const digital = Int16Array.from({ length: stated }, (_, index) => view.getInt16(2 * index, true));
  return { name, samplingRateHz, unit: 'mV', digital, gain: 1 / perBit, baseline: 0, missing: null, checksum };
}

/** The lines of the diagnosis, put together where one ends with the mark of going on. */
function statementsIn(root: XmlElement): RecordingLabel[] {
  const lines = (childOf(root, 'Diagnosis') ?? { children: [] }).children
    .filter(({ name }) => name === 'DiagnosisStatement')
    .map((statement) => ({
      text: childOf(statement, 'StmtText')?.text ?? '',
      ends: statement.children.some(({ name, text }) => name === 'StmtFlag' && text === 'ENDSLINE'),
    }));
  const statements: string[] = [];
  let current = '';
  for (const { text, ends } of lines) {
    current = `${current} ${text}`.trim();
    if (!ends) continue;
    if (current !== '') statements.push(current);
    current = '';
  }
  if (current !== '') statements.push(current);
  return statements.map((text) => ({ scheme: 'statement', code: text, name: text }));
}

function numberIn(element: XmlElement, name: string, path: string, byDefault?: number): number {
  const text = childOf(element, name)?.text;
  if (text === undefined && byDefault !== undefined) return byDefault;
  const value = text?.trim() ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw refusal(path, name, 'a number', excerptOf(text ?? 'nothing'));
  return value;
}

function refusal(path: string, field: string, expected: string, found: string): LabError {
  const fix = 'Export the ECG again from MUSE.';
  return new LabError({ code: 'muse-xml-invalid', file: path, field, expected, found, at: '', fix });
}
