import { LabError } from '../../domain/problem';
import type { Annotation, Lead, Recording, RecordingLabel } from '../../domain/recording';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { requireSize } from '../require-size';
import { baseName, type SourceFile, withoutExtension } from '../source-file';
import { Document, type Field } from './field';
import { samplesOf } from './samples';

/** The lab's own format, for programs that have no other: JSON as `recording.schema.json` describes it. */
export const json: FormatReader = {
  id: 'json',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files)
      if (MARK.test(new TextDecoder().decode(await headOf(file)))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

const FORMAT = 'ecg-fusion-lab/recording';
/** JSON lies beside many records and describes other things, so that its name alone says nothing. */
const MARK = /^\s*\{[\s\S]*"format"\s*:\s*"ecg-fusion-lab\/recording"/;
/** The text, and a number object for each sample, are held in memory while it is read. */
const MOST_BYTES = 2 ** 28;
/** Body-surface maps have up to this many. */
const MOST_LEADS = 256;
const SCHEMES = ['snomed-ct', 'scp-ecg', 'statement', 'column', 'folder'] as const;

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  requireSize(file, MOST_BYTES, 'Cut the recording into shorter ones, or convert it to WFDB.');
  const document = new Document(path);
  const root: Field = { path: '', value: parse(new TextDecoder().decode(await file.read()), path) };
  document.oneOf(document.member(root, 'format'), [FORMAT]);
  document.number(document.member(root, 'version'), (version) => version === 1, '1');
  const fields = document.items(document.member(root, 'leads'));
  if (fields.length > MOST_LEADS) throw document.refusal(document.member(root, 'leads'), `at most ${MOST_LEADS} leads`);
  const leads = fields.map((field) => leadOf(document, field));
  const [first] = leads;
  if (!first) throw document.refusal(document.member(root, 'leads'), 'at least one lead');
  const rate = document.number(
    document.member(root, 'annotationRateHz'),
    isPositive,
    'more than 0',
    first.samplingRateHz,
  );
  const seconds = Math.max(...leads.map(({ digital, samplingRateHz }) => digital.length / samplingRateHz));
  const id = withoutExtension(path);
  const labels = optionalItems(document, root, 'labels').map((field) => labelOf(document, field));
  return {
    id,
    name: document.text(document.member(root, 'name'), baseName(id)),
    format: 'json',
    subject: document.text(document.member(root, 'subject'), id),
    synthetic: false,
    leads,
    annotationRateHz: rate,
    annotations: optionalItems(document, root, 'annotations')
      .map((field) => annotationOf(document, field, seconds * rate))
      .sort((a, b) => a.sample - b.sample),
    ...(labels.length > 0 && { labels }),
    warnings: [],
  };
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new LabError({
      code: 'json-invalid',
      file: path,
      field: 'the document',
      expected: 'JSON',
      found: thrown instanceof Error ? thrown.message.replace(/\s+/g, ' ') : String(thrown),
      at: '',
      fix: 'Write the file again; it was probably cut off or edited by hand.',
    });
  }
}

function leadOf(document: Document, field: Field): Lead {
  const member = (name: string): Field => document.member(field, name);
  return {
    name: document.text(member('name')),
    samplingRateHz: document.number(member('samplingRateHz'), isPositive, 'more than 0'),
    unit: document.text(member('unit'), 'mV'),
    gain: document.number(member('gain'), (gain) => gain !== 0, 'a number other than 0', 1),
    baseline: document.number(member('baseline'), Number.isFinite, 'a number', 0),
    checksum: 'none',
    ...samplesOf(document, member('samples')),
  };
}

function annotationOf(document: Document, field: Field, end: number): Annotation {
  const member = (name: string): Field => document.member(field, name);
  const isInside = (sample: number): boolean => Number.isInteger(sample) && sample >= 0 && sample <= end;
  const integer = (name: string): number => document.number(member(name), Number.isInteger, 'a whole number', 0);
  return {
    sample: document.number(
      member('sample'),
      isInside,
      `a whole number from 0 to ${Math.floor(end)}, the end of the recording`,
    ),
    symbol: document.text(member('symbol')),
    text: document.text(member('text'), ''),
    subtype: integer('subtype'),
    channel: integer('channel'),
    number: integer('number'),
  };
}

function labelOf(document: Document, field: Field): RecordingLabel {
  const code = document.text(document.member(field, 'code'));
  return {
    scheme: document.oneOf(document.member(field, 'scheme'), SCHEMES),
    code,
    name: document.text(document.member(field, 'name'), code),
  };
}

function optionalItems(document: Document, root: Field, name: string): readonly Field[] {
  const field = document.member(root, name);
  return field.value === undefined ? [] : document.items(field);
}

function isPositive(value: number): boolean {
  return value > 0;
}
