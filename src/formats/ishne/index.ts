import type { Recording } from '../../domain/recording';
import { countOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import {
  HEADER_BYTES,
  hasMagic,
  headerEnd,
  type IshneHeader,
  isHeaderIntact,
  parseHeader,
  requireHeader,
} from './header';
import { refusal } from './refusal';

/** The standard output file of Holter recorders, by the International Society for Holter and Noninvasive Electrocardiology. */
export const ishne: FormatReader = {
  id: 'ishne',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (hasMagic(await headOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

/** What is read at a time: a whole day never lies in memory twice. */
const SLICE_BYTES = 2 ** 23;
const SAMPLE_BYTES = 2;

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  const head = await file.read(0, Math.min(file.size, HEADER_BYTES));
  requireHeader(head, path);
  const header = parseHeader(head, file.size, path);
  const warnings = isHeaderIntact(await file.read(0, headerEnd(head, file.size)))
    ? []
    : [`${path}: the CRC of the header is wrong; trust rate, leads and scale with care.`];
  const columns = await readSamples(file, header, samplesIn(file, header, path, warnings));
  const id = withoutExtension(path);
  return {
    id,
    name: baseName(id),
    format: 'ishne',
    subject: header.subject || id,
    synthetic: false,
    leads: header.leads.map(({ name, nanovoltsPerUnit }, lead) => ({
      name,
      samplingRateHz: header.samplingRateHz,
      unit: 'mV',
      digital: columns[lead] as Int16Array,
      gain: 1e6 / nanovoltsPerUnit,
      baseline: 0,
      missing: null,
      checksum: 'none',
    })),
    annotationRateHz: header.samplingRateHz,
    annotations: [],
    warnings,
  };
}

/** Samples of a lead that the file states, of those that it holds. */
function samplesIn(
  { size }: SourceFile,
  { statedSamples, dataFrom, leads }: IshneHeader,
  path: string,
  warnings: string[],
): number {
  const held = Math.floor((size - dataFrom) / (SAMPLE_BYTES * leads.length));
  if (held === 0)
    throw refusal(path, dataFrom, 'samples', 'at least one of each lead', countOf(size - dataFrom, 'byte'));
  const counts = `its header states ${countOf(statedSamples, 'sample')} of each lead, and there are ${held}`;
  if (statedSamples === held || statedSamples === held * leads.length) return held;
  if (statedSamples > held) {
    warnings.push(`${path} was cut off at byte ${size}: ${counts}; what is there was read.`);
    return held;
  }
  warnings.push(`${path}: ${counts}; ${statedSamples > 0 ? 'the others were ignored' : 'all were read'}.`);
  return statedSamples > 0 ? statedSamples : held;
}

/** `[lead][sample]`, out of samples that lie lead by lead for one moment after the other. */
async function readSamples(
  file: SourceFile,
  { dataFrom, leads: { length: count } }: IshneHeader,
  samples: number,
): Promise<readonly Int16Array[]> {
  const columns = Array.from({ length: count }, () => new Int16Array(samples));
  const frameBytes = SAMPLE_BYTES * count;
  const perSlice = Math.floor(SLICE_BYTES / frameBytes);
  for (let first = 0; first < samples; first += perSlice) {
    const last = Math.min(samples, first + perSlice);
    const bytes = await file.read(dataFrom + first * frameBytes, dataFrom + last * frameBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const [lead, column] of columns.entries()) {
      for (let sample = first, at = SAMPLE_BYTES * lead; sample < last; sample += 1, at += frameBytes)
        column[sample] = view.getInt16(at, true);
    }
  }
  return columns;
}
