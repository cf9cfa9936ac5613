import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationFile, aux, skip, word } from '../../../tests/fixtures/wfdb-bytes';
import type { Annotation } from '../../domain/recording';
import { mnemonicOf } from './annotation-codes';
import { parseAnnotations } from './annotations';
import { writeAnnotations } from './write-annotations';

const SUB = 61;
const CHN = 62;

const annotation = (change: Partial<Annotation> = {}): Annotation => ({
  sample: 10,
  symbol: 'N',
  subtype: 0,
  channel: 0,
  number: 0,
  text: '',
  ...change,
});

const anyAnnotation = fc.record({
  sample: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
  symbol: fc.oneof(fc.integer({ min: 1, max: 41 }).map(mnemonicOf), fc.constantFrom('X', 'beat?', '[47]', '[15]')),
  subtype: fc.integer({ min: -128, max: 127 }),
  channel: fc.integer({ min: 0, max: 255 }),
  number: fc.integer({ min: -128, max: 127 }),
  text: fc
    .string({ maxLength: 60, unit: 'grapheme' })
    .filter((text) => !text.includes('\0') && !text.startsWith('## ')),
});

describe('writeAnnotations', () => {
  it('is read back the same, every field, in whatever order', () => {
    const rate = fc.option(fc.constantFrom(1000, 720.5, 0.25), { nil: null });
    fc.assert(
      fc.property(fc.array(anyAnnotation, { maxLength: 40 }), rate, (annotations, timeResolutionHz) => {
        const read = parseAnnotations(writeAnnotations(annotations, timeResolutionHz));
        expect(read).toEqual({ annotations, timeResolutionHz, cutAtByte: null });
      }),
      { numRuns: 300 },
    );
  });

  it('writes the bytes that annot(5) describes', () => {
    const bytes = writeAnnotations(
      [
        annotation({ sample: 18, symbol: '+', text: '(AFIB' }),
        annotation({ sample: 77, subtype: -1, channel: 1 }),
        annotation({ sample: 100_077, symbol: 'V', channel: 1 }),
      ],
      null,
    );
    const expected = annotationFile(
      word(28, 18),
      aux('(AFIB'),
      word(1, 59),
      word(SUB, 0xff),
      word(CHN, 1),
      skip(100_000),
      word(5, 0),
    );
    expect([...bytes]).toEqual([...expected]);
  });

  it('is an empty file with an end mark where there is nothing to write', () => {
    expect([...writeAnnotations([], null)]).toEqual([0, 0]);
  });

  it.each<[string, Partial<Annotation>, RegExp]>([
    ['a text that is too long', { text: 'x'.repeat(256) }, /annotation 0: text .* at most 255 bytes.*256 bytes/],
    ['a text with a zero byte', { text: 'a\0b' }, /none of them zero/],
    ['a fraction of a sample', { sample: 1.5 }, /whole number, found 1.5/],
    ['a subtype past a byte', { subtype: 128 }, /-128 to 127, found 128/],
    ['a channel below zero', { channel: -1 }, /0 to 255, found -1/],
    [
      'a comment that looks like a setting',
      { sample: 0, symbol: '"', text: '## x' },
      /settings of a file do, found "## x"/,
    ],
    ['a mnemonic with a space', { symbol: 'a b' }, /without a space, found "a b"/],
  ])('refuses %s and says what to do', (_, change, message) => {
    expect(() => writeAnnotations([annotation(change)], null)).toThrow(message);
  });

  it('refuses a ninth mnemonic of its own', () => {
    const own = Array.from({ length: 9 }, (_, at) => annotation({ sample: at, symbol: `own${at}` }));
    expect(() => writeAnnotations(own, null)).toThrow(/at most 8 others.*own8/);
    expect(writeAnnotations(own.slice(0, 8), null).length).toBeGreaterThan(16);
  });
});
