import { LabError } from '../../domain/problem';
import type { Recording } from '../../domain/recording';
import { excerptOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { linesOf } from '../text-lines';
import { parsePreamble, type WatchPreamble } from './preamble';

/**
 * The CSV that the Health app of an iPhone exports of an ECG: half a minute of one lead, below headings in the phone's
 * language. Name and date of birth stand among them; they are dropped here and appear nowhere.
 */
export const appleWatch: FormatReader = {
  id: 'apple-watch',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if ((await preambleOf(file)) !== null) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

async function preambleOf(file: SourceFile): Promise<WatchPreamble | null> {
  if (extensionOf(file.path) !== 'csv') return null;
  const text = new TextDecoder().decode(await headOf(file));
  return parsePreamble(text.split(/\r\n|\n|\r/));
}

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  const preamble = await preambleOf(file);
  if (!preamble) throw damaged(path, 'headings', 'those of an export of the Health app', 'something else', 'line 1');
  const samples: number[] = [];
  for await (const lines of linesOf(file)) {
    for (const { text, number } of lines) {
      if (number >= preamble.firstLine && text.trim() !== '') samples.push(sampleIn(text, number, path));
    }
  }
  const id = withoutExtension(path);
  const { lead, samplingRateHz, unit, classification } = preamble;
  return {
    id,
    name: baseName(id),
    format: 'apple-watch',
    subject: id,
    synthetic: false,
    leads: [
      {
        name: lead,
        samplingRateHz,
        unit,
        digital: Float32Array.from(samples),
        gain: 1,
        baseline: 0,
        missing: null,
        checksum: 'none',
      },
    ],
    annotationRateHz: samplingRateHz,
    annotations: [],
    ...(classification && { labels: [{ scheme: 'statement' as const, code: classification, name: classification }] }),
    warnings: [],
  };
}

/** A decimal comma where the phone's language has one; some of them put the number in quotes. */
function sampleIn(text: string, line: number, path: string): number {
  const cell = text.trim().replace(/^"|"$/g, '').replace('\u2212', '-').replace(',', '.');
  const value = cell === '' ? Number.NaN : Number(cell);
  if (Number.isFinite(value)) return value;
  throw damaged(path, 'sample', 'one number', excerptOf(text), `line ${line}`);
}

function damaged(path: string, field: string, expected: string, found: string, at: string): LabError {
  const fix = 'Export the ECG again in the Health app.';
  return new LabError({ code: 'apple-watch-damaged', file: path, field, expected, found, at, fix });
}
