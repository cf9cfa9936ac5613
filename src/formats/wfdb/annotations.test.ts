import { describe, expect, it } from 'vitest';
import { annotationFile, aux, skip, word } from '../../../tests/fixtures/wfdb-bytes';
import { parseAnnotations } from './annotations';

const NUM = 60;
const SUB = 61;
const CHN = 62;
const N = 1;
const V = 5;
const NOTE = 22;
const RHYTHM = 28;

describe('parseAnnotations', () => {
  it('adds intervals up and reads the text of an annotation, padded to an even length', () => {
    const bytes = annotationFile(word(RHYTHM, 18), aux('(AFIB'), word(N, 59), word(V, 1023));
    const { annotations, cutAtByte } = parseAnnotations(bytes);
    expect(cutAtByte).toBeNull();
    expect(annotations.map(({ sample, symbol, text }) => [sample, symbol, text])).toEqual([
      [18, '+', '(AFIB'],
      [77, 'N', ''],
      [1100, 'V', ''],
    ]);
  });

  it('drops the zero byte that ends the rhythm labels of MIT-BIH', () => {
    expect(parseAnnotations(annotationFile(word(RHYTHM, 1), aux('(N\0'))).annotations[0]?.text).toBe('(N');
  });

  it('keeps channel and number until they change; a subtype is for one annotation, and signed', () => {
    const bytes = annotationFile(
      word(N, 10),
      word(SUB, -1),
      word(CHN, 1),
      word(NUM, 2),
      word(N, 10),
      word(N, 10),
      word(CHN, 0),
    );
    expect(parseAnnotations(bytes).annotations).toEqual([
      { sample: 10, symbol: 'N', subtype: -1, channel: 1, number: 2, text: '' },
      { sample: 20, symbol: 'N', subtype: 0, channel: 1, number: 2, text: '' },
      { sample: 30, symbol: 'N', subtype: 0, channel: 0, number: 2, text: '' },
    ]);
  });

  it('skips far ahead, back, and several times in a row, past 32 bits', () => {
    const bytes = annotationFile(
      skip(100_000),
      word(N, 5),
      skip(-50_000),
      word(V, 0),
      skip(2 ** 31 - 1),
      skip(2 ** 31 - 1),
      word(N, 1),
    );
    const samples = parseAnnotations(bytes).annotations.map(({ sample }) => sample);
    expect(samples).toEqual([100_005, 50_005, 50_005 + 2 * (2 ** 31 - 1) + 1]);
  });

  it('takes the time base and own mnemonics from the settings, which are no annotations', () => {
    const bytes = annotationFile(
      word(NOTE, 0),
      aux('## time resolution: 720.5'),
      word(NOTE, 0),
      aux('## annotation type definitions'),
      word(NOTE, 0),
      aux('42 X something of our own'),
      word(NOTE, 0),
      aux('## end of definitions'),
      skip(-1),
      word(0, 1),
      word(42, 7),
      word(NOTE, 1),
      aux('## just a note'),
    );
    const { annotations, timeResolutionHz } = parseAnnotations(bytes);
    expect(timeResolutionHz).toBe(720.5);
    expect(annotations.map(({ sample, symbol }) => [sample, symbol])).toEqual([
      [7, 'X'],
      [8, '"'],
    ]);
  });

  it('gives codes without a mnemonic in brackets', () => {
    expect(parseAnnotations(annotationFile(word(47, 3))).annotations[0]?.symbol).toBe('[47]');
  });

  it.each([
    ['no end mark', Uint8Array.from([...word(N, 1), ...word(N, 1)]), 2, 4],
    ['an odd byte', Uint8Array.from([...word(N, 1), 7]), 1, 3],
    ['a text that is cut', Uint8Array.from([...word(N, 1), ...aux('(AFIB').slice(0, 5)]), 1, 2],
    ['a skip that is cut', Uint8Array.from([...word(N, 1), ...skip(9).slice(0, 4)]), 1, 2],
    ['nothing at all', new Uint8Array(0), 0, 0],
  ])('keeps what came before %s and says where it stopped', (_, bytes, count, byte) => {
    const { annotations, cutAtByte } = parseAnnotations(bytes);
    expect(annotations).toHaveLength(count);
    expect(cutAtByte).toBe(byte);
  });
});
