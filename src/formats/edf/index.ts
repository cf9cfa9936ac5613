import { LabError } from '../../domain/problem';
import type { Lead, Recording } from '../../domain/recording';
import { countOf, listOf } from '../excerpt';
import type { Claim, FormatReader, OnGrowing } from '../format';
import { headOf } from '../head-of';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { annotationsOf } from './annotations';
import { type EdfHeader, type EdfSignal, FIXED_BYTES, parseHeader, SIGNAL_BYTES, signalCountOf } from './header';
import { type EdfSamples, readRecords } from './read-records';

/** European Data Format with its successors: EDF, EDF+C, EDF+D, and BDF with 24 bits a sample. */
export const edf: FormatReader = {
  id: 'edf',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (await isEdf(file)) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }, _options, onGrowing) => [await readRecording(files[0] as SourceFile, path, onGrowing)],
};

const EXTENSIONS = new Set(['edf', 'bdf', 'rec']);

/** By name, or by the mark and a plausible count of signals: a lone "0" begins other files, too. */
async function isEdf(file: SourceFile): Promise<boolean> {
  const extension = extensionOf(file.path);
  if (extension !== 'rec' && EXTENSIONS.has(extension)) return true;
  return signalCountOf(await headOf(file)) !== null;
}

async function readRecording(file: SourceFile, path: string, onGrowing?: OnGrowing): Promise<Recording> {
  const header = parseHeader(await readHeaderBytes(file, path), path);
  const signals = header.signals.filter(({ isAnnotations }) => !isAnnotations);
  if (signals.length === 0) throw noSignals(path, header);
  if (header.recordSeconds === 0) throw noDuration(path);
  const { recordSeconds } = header;
  const id = withoutExtension(path);
  const about = { id, name: baseName(id), format: 'edf', subject: header.patientCode ?? id, synthetic: false };
  const leadsWith = (samples: EdfSamples): Lead[] => signals.map((signal) => leadOf(signal, header, samples));
  let growing: Recording | undefined;
  const { digital, texts, warnings } = await readRecords(file, header, path, (samples, records) => {
    // Annotations stand between the samples, so that they are known when all are read.
    const leads = growing?.leads ?? leadsWith(samples);
    growing ??= { ...about, leads, annotationRateHz: fastestRateOf(leads), annotations: [], warnings: [] };
    onGrowing?.(growing, records * recordSeconds);
  });
  const leads = leadsWith(digital);
  const annotationRateHz = fastestRateOf(leads);
  const seconds = Math.max(...leads.map((lead) => lead.digital.length / lead.samplingRateHz));
  const { annotations, outside } = annotationsOf(texts, annotationRateHz, seconds);
  return {
    ...about,
    leads,
    annotationRateHz,
    annotations,
    warnings: [
      ...header.warnings,
      ...warnings,
      ...(outside > 0 ? [`${path}, annotations outside of the recording, which were left out: ${outside}.`] : []),
    ],
  };
}

function fastestRateOf(leads: readonly Lead[]): number {
  return Math.max(...leads.map(({ samplingRateHz }) => samplingRateHz));
}

/** Throws `LabError` with the code `edf-header-invalid` where the file ends before its header does. */
async function readHeaderBytes(file: SourceFile, path: string): Promise<Uint8Array> {
  const fixed = await file.read(0, Math.min(file.size, FIXED_BYTES));
  const count = signalCountOf(fixed);
  if (count === null) return fixed;
  const end = FIXED_BYTES + count * SIGNAL_BYTES;
  if (end <= file.size) return file.read(0, end);
  throw new LabError({
    code: 'edf-header-invalid',
    file: path,
    field: `header of ${countOf(count, 'signal')}`,
    expected: countOf(end, 'byte'),
    found: `a file of ${countOf(file.size, 'byte')}`,
    at: `byte ${file.size}`,
    fix: 'The file was cut off; get it again.',
  });
}

function leadOf(signal: EdfSignal, { recordSeconds }: EdfHeader, digital: EdfSamples): Lead {
  const { samples, missing } = digital.get(signal.index) as { samples: Lead['digital']; missing: number | null };
  const { physicalMinimum, physicalMaximum, digitalMinimum, digitalMaximum } = signal;
  const gain = (digitalMaximum - digitalMinimum) / (physicalMaximum - physicalMinimum);
  return {
    name: leadName(signal),
    samplingRateHz: signal.samplesPerRecord / recordSeconds,
    unit: signal.unit,
    digital: samples,
    gain,
    baseline: digitalMinimum - physicalMinimum * gain,
    missing,
    checksum: 'none',
  };
}

/** EDF+ puts the kind of signal before the lead: `ECG V1`. The lead alone is its name, as in every other format. */
function leadName({ label, index }: EdfSignal): string {
  return label.replace(/^(?:ECG|EKG)[\s_]+(?=\S)/i, '') || `signal ${index}`;
}

function noSignals(path: string, { signals }: EdfHeader): LabError {
  return new LabError({
    code: 'edf-no-signals',
    file: path,
    field: 'signals',
    expected: 'at least one signal beside the annotations',
    found: `${countOf(signals.length, 'annotation signal')} alone (${listOf(signals.map(({ label }) => label))})`,
    at: 'byte 252',
    fix: 'Open the EDF that holds the signals; this one only describes them.',
  });
}

function noDuration(path: string): LabError {
  return new LabError({
    code: 'edf-header-invalid',
    file: path,
    field: 'duration of a data record',
    expected: 'more than 0 s where there are signals',
    found: '0 s',
    at: 'byte 244',
    fix: 'Export the file again.',
  });
}
