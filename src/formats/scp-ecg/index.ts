import type { Lead, Recording } from '../../domain/recording';
import { countOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { requireSize } from '../require-size';
import { scpLeadName } from '../scp-lead-names';
import { baseName, extensionOf, type SourceFile, withoutExtension } from '../source-file';
import { addReferenceBeat, referenceBeatOf } from './reference-beat';
import { refusal } from './refusal';
import { codedSamples, decodeLead, requireWords } from './samples';
import { hasMark, type ScpRecord, type Section, sectionsOf, within } from './sections';
import { patientIdIn, statementsIn } from './texts';

/** The Standard Communications Protocol for computer-assisted electrocardiography (EN 1064). */
export const scpEcg: FormatReader = {
  id: 'scp-ecg',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files)
      if (extensionOf(file.path) === 'scp' || hasMark(await headOf(file)))
        claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

/** A lead has at most 65,535 bytes; a bit may stand for a sample, and a sample takes two bytes. */
const MOST_BYTES = 2 ** 22;
/** Of all leads together, with the time before their first sample. */
const MOST_SAMPLES = 2 ** 25;
const LEAD_BYTES = 9;
const DEFAULT_CODE = 19_999;
/** No sample lies this low: the scale of an ECG ends long before 16 bits do. */
const MISSING = -32_768;

interface LeadPlace {
  readonly number: number;
  /** Samples from 0 on, `[from, to)`. */
  readonly from: number;
  readonly to: number;
}

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  requireSize(file, MOST_BYTES, 'Cut the recording into shorter ones.');
  const bytes = await file.read();
  const record = sectionsOf(bytes, path);
  const { leads, samplingRateHz } = leadsOf(record, path);
  const id = withoutExtension(path);
  const labels = statementsIn(record.sections.get(8), path);
  return {
    id,
    name: baseName(id),
    format: 'scp-ecg',
    subject: patientIdIn(record.sections.get(1)) ?? id,
    synthetic: false,
    leads,
    annotationRateHz: samplingRateHz,
    annotations: [],
    ...(labels.length > 0 && { labels }),
    warnings: record.warnings,
  };
}

function leadsOf({ sections }: ScpRecord, path: string): { leads: Lead[]; samplingRateHz: number } {
  const definition = required(sections, 3, 'leads', path);
  const { places, isReferenceSubtracted } = leadPlaces(definition, path);
  const isHuffman = isHuffmanCoded(sections.get(2), path);
  const section = required(sections, 6, 'samples of the rhythm', path);
  const rhythm = codedSamples(section, places.length, path);
  if (rhythm.isBimodal)
    throw refusal(
      path,
      section.at + 5,
      'section 6, compression',
      'samples at one rate',
      'bimodal compression, which slows down between beats',
      'Export the ECG without bimodal compression.',
    );
  const restore = isReferenceSubtracted ? referenceAdder(sections, rhythm, isHuffman, path) : () => undefined;
  const samplingRateHz = 1e6 / rhythm.sampleMicroseconds;
  const leads = places.map(({ number, from, to }, index): Lead => {
    const samples = decodeLead(rhythm, index, isHuffman, to - from, path);
    restore(samples, index);
    requireWords(samples, section, index, path);
    const digital = new Int16Array(to).fill(MISSING, 0, from);
    digital.set(samples, from);
    return {
      name: scpLeadName(number) ?? `lead ${number}`,
      samplingRateHz,
      unit: 'mV',
      digital,
      gain: 1e6 / rhythm.nanovoltsPerUnit,
      baseline: 0,
      missing: from > 0 ? MISSING : null,
      checksum: section.isIntact && definition.isIntact ? 'ok' : 'bad',
    };
  });
  return { leads, samplingRateHz };
}

/** Section 3: how many leads, and from which sample to which each was recorded. */
function leadPlaces(section: Section, path: string): { places: LeadPlace[]; isReferenceSubtracted: boolean } {
  return within(section, path, (data) => {
    const [count, flags] = [data.getUint8(0), data.getUint8(1)];
    if (count === 0) throw refusal(path, section.at, 'section 3, leads', 'at least one', 'none');
    const places = Array.from({ length: count }, (_, lead): LeadPlace => {
      const at = 2 + lead * LEAD_BYTES;
      const [start, to] = [data.getUint32(at, true), data.getUint32(at + 4, true)];
      if (start < 1 || to < start)
        throw refusal(
          path,
          section.at + at,
          `section 3, lead ${lead + 1}`,
          'a first sample from 1 on, and a last one after it',
          `${start} and ${to}`,
        );
      return { number: data.getUint8(at + 8), from: start - 1, to };
    });
    const total = places.reduce((sum, { to }) => sum + to, 0);
    if (total > MOST_SAMPLES)
      throw refusal(path, section.at, 'section 3, leads', `at most ${countOf(MOST_SAMPLES, 'sample')}`, String(total));
    return { places, isReferenceSubtracted: (flags & 1) === 1 };
  });
}

/** Section 2; a record without it holds plain numbers. Tables of the record's own are not read. */
function isHuffmanCoded(section: Section | undefined, path: string): boolean {
  if (!section) return false;
  const tables = within(section, path, (data) => data.getUint16(0, true));
  if (tables === DEFAULT_CODE) return true;
  const fix = 'Export the ECG with the default Huffman table.';
  throw refusal(
    path,
    section.at,
    'section 2, Huffman tables',
    `the default one (${DEFAULT_CODE})`,
    `${tables} of its own`,
    fix,
  );
}

/** Throws where the reference beat has another scale than the rhythm, which then cannot be put together exactly. */
function referenceAdder(
  sections: ScpRecord['sections'],
  rhythm: ReturnType<typeof codedSamples>,
  isHuffman: boolean,
  path: string,
): (rest: Int32Array, lead: number) => void {
  const section = required(sections, 5, 'reference beat, which was subtracted from the rhythm', path);
  const beat = referenceBeatOf(required(sections, 4, 'places of the reference beat', path), path);
  const coded = codedSamples(section, rhythm.coded.length, path);
  const scales = [coded, rhythm].map((each) => `${each.nanovoltsPerUnit} nV at ${each.sampleMicroseconds} us`);
  if (scales[0] !== scales[1])
    throw refusal(path, section.at, 'section 5, scale', `that of section 6 (${scales[1]})`, String(scales[0]));
  return (rest, lead) => addReferenceBeat(rest, decodeLead(coded, lead, isHuffman, null, path), beat);
}

function required(sections: ScpRecord['sections'], id: number, content: string, path: string): Section {
  const section = sections.get(id);
  if (section) return section;
  throw refusal(path, 22, `section ${id} (${content})`, 'one', 'none');
}
