import type { Annotation } from '../../domain/recording';
import { mnemonicOf, NOTE } from './annotation-codes';

/** What an annotation file holds. */
export interface ParsedAnnotations {
  /** In file order, on the file's own time base. */
  readonly annotations: readonly Annotation[];
  /** Samples per second of that time base where the file states one; null where the record's rate holds. */
  readonly timeResolutionHz: number | null;
  /** Byte at which reading stopped; null where the end mark was found. */
  readonly cutAtByte: number | null;
}

interface Word {
  readonly sample: number;
  readonly code: number;
  subtype: number;
  channel: number;
  number: number;
  text: string;
}

/** Pseudo-annotation codes: they move the time or complete the annotation before them. */
const SKIP = 59;
const NUM = 60;
const SUB = 61;
const CHN = 62;
const AUX = 63;

/**
 * Parses an annotation file in MIT format (annot(5)): 16-bit words, low byte first, code in the upper 6 bits and the
 * interval to the annotation before in the lower 10. A file that ends early gives what came before; it never throws.
 */
export function parseAnnotations(bytes: Uint8Array): ParsedAnnotations {
  const { words, cutAtByte } = readWords(bytes);
  return { ...applySettings(words), cutAtByte };
}

function readWords(bytes: Uint8Array): { words: Word[]; cutAtByte: number | null } {
  const words: Word[] = [];
  const wordAt = (at: number): number => (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
  let sample = 0;
  // NUM and CHN hold until they are changed; SUB and AUX belong to one annotation.
  let number = 0;
  let channel = 0;
  let at = 0;
  while (at + 2 <= bytes.length) {
    const word = wordAt(at);
    if (word === 0) return { words, cutAtByte: null };
    const start = at;
    const code = word >> 10;
    const data = word & 0x3ff;
    const last = words[words.length - 1];
    at += 2;
    if (code === SKIP) {
      if (at + 4 > bytes.length) return { words, cutAtByte: start };
      sample += (wordAt(at) << 16) | wordAt(at + 2);
      at += 4;
    } else if (code === NUM) {
      number = (data << 24) >> 24;
      if (last) last.number = number;
    } else if (code === SUB) {
      if (last) last.subtype = (data << 24) >> 24;
    } else if (code === CHN) {
      channel = data & 0xff;
      if (last) last.channel = channel;
    } else if (code === AUX) {
      if (at + data > bytes.length) return { words, cutAtByte: start };
      if (last) last.text = textOf(bytes.subarray(at, at + data));
      at += data + (data & 1);
    } else {
      sample += data;
      words.push({ sample, code, subtype: 0, channel, number, text: '' });
    }
  }
  return { words, cutAtByte: bytes.length };
}

const decoder = new TextDecoder();

/** MIT-BIH ends its rhythm labels with a zero byte. */
function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

const SETTING = '## ';
const RESOLUTION = /^## time resolution: *([\d.]+(?:e[-+]?\d+)?)/i;
const DEFINITION = /^(\d+) (\S+)/;

/** Takes the file's settings (notes at time 0) out of its annotations: the time base and mnemonics of its own. */
function applySettings(words: readonly Word[]): Omit<ParsedAnnotations, 'cutAtByte'> {
  const annotations: Annotation[] = [];
  const own = new Map<number, string>();
  let timeResolutionHz: number | null = null;
  let inDefinitions = false;
  for (const { code, sample, subtype, channel, number, text } of words) {
    // Code 0 marks no annotation; writers use it to end the settings.
    if (code === 0) continue;
    const isSetting = code === NOTE && sample === 0 && (inDefinitions || text.startsWith(SETTING));
    if (!isSetting) {
      annotations.push({ sample, symbol: own.get(code) ?? mnemonicOf(code), subtype, channel, number, text });
      continue;
    }
    const resolution = Number(RESOLUTION.exec(text)?.[1]);
    if (resolution > 0 && Number.isFinite(resolution)) timeResolutionHz = resolution;
    if (text.startsWith(SETTING)) inDefinitions = text.includes('annotation type definitions');
    const [, ownCode, mnemonic] = DEFINITION.exec(text) ?? [];
    if (ownCode !== undefined && mnemonic !== undefined) own.set(Number(ownCode), mnemonic);
  }
  return { annotations, timeResolutionHz };
}
