import { LabError } from '../../domain/problem';
import type { Annotation, Lead, Recording } from '../../domain/recording';
import { countOf, excerptOf } from '../excerpt';
import type { Claim, FormatReader } from '../format';
import { headOf } from '../head-of';
import { baseName, type SourceFile, withoutExtension } from '../source-file';

/** AliveCor's file of a Kardia recording: blocks with a name, a length, data and the sum of all of their bytes. */
export const kardiaAtc: FormatReader = {
  id: 'kardia-atc',
  claim: async (files) => {
    const claims: Claim[] = [];
    for (const file of files) if (hasMark(await headOf(file))) claims.push({ path: file.path, files: [file] });
    return claims;
  },
  read: async ({ path, files }) => [await readRecording(files[0] as SourceFile, path)],
};

const MARK = 'ALIVE\0\0\0';
/** Mark and version. */
const HEADER_BYTES = 12;
const NAME_AND_LENGTH_BYTES = 8;
const SUM_BYTES = 4;
/** A minute and a half of the slowest recorder is a few kB; the app stops at five minutes. */
const MOST_BYTES = 2 ** 26;

/** Blocks that hold a lead, in the order in which leads are shown. */
const LEAD_BLOCKS: readonly (readonly [block: string, lead: string])[] = [
  ['ecg ', 'I'],
  ['ecg2', 'II'],
  ['ecg3', 'III'],
  ['ecg4', 'aVR'],
  ['ecg5', 'aVL'],
  ['ecg6', 'aVF'],
];

interface Block {
  readonly name: string;
  readonly at: number;
  readonly data: Uint8Array;
  readonly isIntact: boolean;
}

interface Scale {
  readonly samplingRateHz: number;
  readonly nanovoltsPerBit: number;
}

async function readRecording(file: SourceFile, path: string): Promise<Recording> {
  if (file.size > MOST_BYTES)
    throw damaged(path, 0, 'length', `at most ${countOf(MOST_BYTES, 'byte')}`, String(file.size));
  const bytes = await file.read();
  if (!hasMark(bytes)) throw damaged(path, 0, 'first bytes', 'ALIVE', excerptOf(latin1(bytes.subarray(0, 5))));
  const blocks = blocksOf(bytes, path);
  const scale = scaleOf(blocks, path);
  const leads = LEAD_BLOCKS.flatMap(([name, lead]) => {
    const block = blocks.find((each) => each.name === name);
    return block && block.data.length >= 2 ? [leadOf(block, lead, scale)] : [];
  });
  if (leads.length === 0)
    throw damaged(
      path,
      HEADER_BYTES,
      'blocks',
      'one with the name "ecg "',
      blocks.map(({ name }) => name).join(', ') || 'none',
    );
  const id = withoutExtension(path);
  return {
    id,
    name: baseName(id),
    format: 'kardia-atc',
    subject: id,
    synthetic: false,
    leads,
    annotationRateHz: scale.samplingRateHz,
    annotations: beatsOf(blocks, leads[0]?.digital.length ?? 0),
    warnings: blocks
      .filter(({ isIntact }) => !isIntact)
      .map(({ name, at }) => `${path}, byte ${at}: the sum of the block "${name}" is wrong; trust it with care.`),
  };
}

function blocksOf(bytes: Uint8Array, path: string): Block[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks: Block[] = [];
  for (let at = HEADER_BYTES; at + NAME_AND_LENGTH_BYTES <= bytes.length; ) {
    const name = latin1(bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const from = at + NAME_AND_LENGTH_BYTES;
    const end = from + length;
    if (end + SUM_BYTES > bytes.length) {
      throw damaged(
        path,
        at,
        `block ${excerptOf(name)}`,
        countOf(length + SUM_BYTES, 'byte'),
        String(bytes.length - from),
      );
    }
    let sum = 0;
    for (let index = at; index < end; index++) sum = (sum + (bytes[index] as number)) >>> 0;
    blocks.push({ name, at, data: bytes.subarray(from, end), isIntact: sum === view.getUint32(end, true) });
    at = end + SUM_BYTES;
  }
  return blocks;
}

/** The block `fmt `: format, rate, resolution in nV, flags. */
function scaleOf(blocks: readonly Block[], path: string): Scale {
  const block = blocks.find(({ name }) => name === 'fmt ');
  if (!block || block.data.length < 5)
    throw damaged(
      path,
      block?.at ?? HEADER_BYTES,
      'block "fmt "',
      'a format, a rate and a resolution',
      block ? `${block.data.length} bytes` : 'none',
    );
  const view = new DataView(block.data.buffer, block.data.byteOffset, block.data.byteLength);
  const [format, samplingRateHz, nanovoltsPerBit] = [
    view.getUint8(0),
    view.getUint16(1, true),
    view.getUint16(3, true),
  ];
  if (format !== 1) throw damaged(path, block.at, 'format of the samples', '1', String(format));
  if (samplingRateHz === 0 || nanovoltsPerBit === 0)
    throw damaged(path, block.at, 'rate and resolution', 'more than 0', '0');
  return { samplingRateHz, nanovoltsPerBit };
}

function leadOf({ data, isIntact }: Block, name: string, { samplingRateHz, nanovoltsPerBit }: Scale): Lead {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    name,
    samplingRateHz,
    unit: 'mV',
    digital: Int16Array.from({ length: data.length >> 1 }, (_, index) => view.getInt16(2 * index, true)),
    gain: 1e6 / nanovoltsPerBit,
    baseline: 0,
    missing: null,
    checksum: isIntact ? 'ok' : 'bad',
  };
}

const TICK_BYTES = 6;

/** The block `ann `: a tick frequency, then the tick and type of each beat that the app found; its types are no classes. */
function beatsOf(blocks: readonly Block[], samples: number): Annotation[] {
  const data = blocks.find(({ name }) => name === 'ann ')?.data;
  if (!data || data.length < 4) return [];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const beats: Annotation[] = [];
  for (let at = 4; at + TICK_BYTES <= data.length; at += TICK_BYTES) {
    const sample = view.getUint32(at, true);
    if (sample < samples) beats.push({ sample, symbol: 'Q', subtype: 0, channel: 0, number: 0, text: '' });
  }
  return beats.sort((a, b) => a.sample - b.sample);
}

function hasMark(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, MARK.length)) === MARK;
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function damaged(path: string, at: number, field: string, expected: string, found: string): LabError {
  const fix = 'Export the recording again from the Kardia app.';
  return new LabError({ code: 'kardia-atc-damaged', file: path, field, expected, found, at: `byte ${at}`, fix });
}
