import { describe, expect, it } from 'vitest';
import { columnsOf } from '../domain/annotation-columns';
import type { Annotation, Recording } from '../domain/recording';
import { fingerprintOf } from './fingerprint';

const beat = (sample: number, symbol = 'N'): Annotation => ({
  sample,
  symbol,
  subtype: 0,
  channel: 0,
  number: 0,
  text: '',
});

function named(change: { digital?: Int16Array; gain?: number; annotations?: Annotation[] } = {}): string {
  const { digital = Int16Array.from({ length: 1001 }, (_, at) => at), gain = 200 } = change;
  const lead = { name: 'II', samplingRateHz: 250, unit: 'mV', digital, gain, baseline: 0, missing: null };
  const recording = { leads: [lead], annotationRateHz: 250 } as unknown as Recording;
  return fingerprintOf(recording, columnsOf(change.annotations ?? [beat(10), beat(20, 'V')]));
}

const withSample = (at: number, value: number): Int16Array =>
  Int16Array.from({ length: 1001 }, (_, index) => (index === at ? value : index));

describe('fingerprintOf', () => {
  it('is the same for the same content, wherever in memory that lies', () => {
    const shifted = new Int16Array(new ArrayBuffer(2 * 1001 + 2), 2, 1001).map((_, at) => at);
    expect(named()).toMatch(/^[0-9a-f]{16}$/);
    expect(named({ digital: shifted })).toBe(named());
  });

  it('changes with any sample, with the scale and with any annotation', () => {
    const variants = [
      named(),
      ...[0, 1, 500, 999, 1000].map((at) => named({ digital: withSample(at, -3) })),
      named({ gain: 100 }),
      named({ annotations: [beat(10), beat(20, 'A')] }),
      named({ annotations: [beat(10), beat(21, 'V')] }),
      named({ annotations: [beat(10)] }),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('is not fooled by two samples that change places or signs', () => {
    const swapped = withSample(0, 1);
    swapped[1] = 0;
    const flipped = withSample(999, -999 + 2 ** 15);
    expect(new Set([named(), named({ digital: swapped }), named({ digital: flipped })]).size).toBe(3);
  });
});
