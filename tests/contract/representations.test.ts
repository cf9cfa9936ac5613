/** The laws that every registered representation keeps, whatever its parameters. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lead } from '../../src/domain/recording';
import type {
  ConditionedLead,
  ParameterDescriptor,
  ParameterValues,
  RepresentationDefinition,
  WholeConditionedLead,
} from '../../src/domain/representation';
import { initialParameters, sizeOf } from '../../src/domain/representation';
import { representations } from '../../src/representations/registry';
import { conditionLead } from '../../src/signals/condition-lead';

const definitions = await Promise.all(representations.ids.map((id) => representations.load(id)));

/** Any value that a slider or a list can take. */
function anyValue(descriptor: ParameterDescriptor): fc.Arbitrary<number | string> {
  if (descriptor.kind === 'choice') return fc.constantFrom(...descriptor.options.map(({ value }) => value));
  const steps = Math.floor((descriptor.maximum - descriptor.minimum) / descriptor.step + 1e-9);
  return fc.nat(steps).map((step) => descriptor.minimum + step * descriptor.step);
}

function anyParameters({ parameters }: RepresentationDefinition): fc.Arbitrary<ParameterValues> {
  return fc.record(Object.fromEntries(parameters.map((each) => [each.key, anyValue(each)])));
}

/** Working rates from the lowest that carries 48 Hz to the one that the lab starts with. */
const anyRateHz = fc.constantFrom(96, 100, 125, 128, 200, 250, 256);

function conditioned(
  samplingRateHz: number,
  seconds: number,
  sampleAt: (seconds: number) => number,
): WholeConditionedLead {
  const samples = Float64Array.from({ length: Math.round(seconds * samplingRateHz) }, (_, n) =>
    sampleAt(n / samplingRateHz),
  );
  const rPeaks = Float64Array.from(
    { length: Math.floor(seconds) },
    (_, beat) => (beat + 0.3 * Math.sin(beat)) * samplingRateHz,
  );
  return ofBeats({ samples, samplingRateHz, rPeaks });
}

/** The beats are the examples. */
function ofBeats(lead: Omit<WholeConditionedLead, 'centres'>): WholeConditionedLead {
  return { ...lead, centres: lead.rPeaks };
}

/** A lead through the whole of conditioning: this is where silence and gaps come from. */
function throughConditioning(digital: Int16Array): WholeConditionedLead {
  const lead: Lead = {
    name: 'MLII',
    samplingRateHz: 360,
    unit: 'mV',
    digital,
    gain: 200,
    baseline: 0,
    missing: -32768,
    checksum: 'none',
  };
  return conditionLead(lead, [0, 200, 200, 1000, 3599, 9000], 360, {
    lowHz: 0.5,
    highHz: 40,
    order: 2,
    workingRateHz: 256,
  });
}

const bump = (n: number): number => Math.round(200 * Math.exp(-0.5 * (((n % 360) - 180) / 5) ** 2));

const AWKWARD: Record<string, WholeConditionedLead> = {
  silent: throughConditioning(new Int16Array(3600)),
  constant: throughConditioning(new Int16Array(3600).fill(1234)),
  'nearly all missing': throughConditioning(new Int16Array(3600).fill(-32768).fill(7, 1700, 1710)),
  'missing in the middle and at the ends': throughConditioning(
    Int16Array.from({ length: 3600 }, (_, n) => (n < 300 || n > 3300 || (n > 1500 && n < 1900) ? -32768 : bump(n))),
  ),
  'at the limits of 16 bits': throughConditioning(
    Int16Array.from({ length: 3600 }, (_, n) => (n % 90 < 45 ? 32767 : -32767)),
  ),
  'one sample long': ofBeats({ samples: Float64Array.of(0.4), samplingRateHz: 256, rPeaks: Float64Array.of(0) }),
  'with a single beat far outside': ofBeats({
    samples: new Float64Array(500).fill(1),
    samplingRateHz: 256,
    rPeaks: Float64Array.of(-1e6),
  }),
  'a window without beats': {
    samples: new Float64Array(500).fill(1),
    samplingRateHz: 256,
    rPeaks: new Float64Array(0),
    centres: Float64Array.of(250),
  },
};

const UNTOUCHED = 12345.678;

/** Numbers of one beat; asserts that exactly `size` of them were written. */
function compute(
  definition: RepresentationDefinition,
  lead: ConditionedLead,
  parameters: ParameterValues,
  beat: number,
) {
  const size = sizeOf(definition.shape(parameters, lead.samplingRateHz));
  const out = new Float64Array(size + 8).fill(UNTOUCHED);
  definition.prepare(lead, parameters)(beat, out);
  expect(out.subarray(0, size).indexOf(UNTOUCHED)).toBe(-1);
  expect(out.subarray(size).every((value) => value === UNTOUCHED)).toBe(true);
  return out.slice(0, size);
}

describe('the registry', () => {
  it('begins with the four that the lab opens with, and holds each under its own id and label', () => {
    expect(representations.ids.slice(0, 4)).toEqual(['time', 'frequency', 'spectrogram', 'rhythm']);
    for (const [index, definition] of definitions.entries()) {
      expect(definition.id).toBe(representations.ids[index]);
      expect(definition.label).toBe(representations.label(definition.id));
    }
  });
});

describe.each(definitions.map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  const initial = initialParameters(definition.parameters);
  const ordinary = conditioned(256, 12, (s) => Math.sin(2 * Math.PI * 6 * s) * Math.exp(-8 * ((s % 1) - 0.5) ** 2));

  it('explains itself and every parameter', () => {
    for (const text of [definition.label, definition.subtitle]) expect(text.length).toBeGreaterThan(3);
    expect(definition.teaches.length).toBeGreaterThan(300);
    expect(new Set(definition.parameters.map(({ key }) => key)).size).toBe(definition.parameters.length);
    for (const { label, why } of definition.parameters) {
      expect(label.length).toBeGreaterThan(3);
      expect(why).toMatch(/^\S.{30,}\.$/);
    }
  });

  it('starts every parameter at a value that its control can show', () => {
    for (const descriptor of definition.parameters) {
      if (descriptor.kind === 'choice') {
        expect(descriptor.options.map(({ value }) => value)).toContain(descriptor.initial);
        continue;
      }
      const { initial: value, minimum, maximum, step } = descriptor;
      expect(value).toBeGreaterThanOrEqual(minimum);
      expect(value).toBeLessThanOrEqual(maximum);
      for (const offset of [value - minimum, maximum - minimum]) {
        expect(Math.abs(offset / step - Math.round(offset / step))).toBeLessThan(1e-6);
      }
    }
  });

  it('writes exactly the numbers of its shape, all finite, for every setting, rate and beat', () => {
    fc.assert(
      fc.property(anyParameters(definition), anyRateHz, fc.nat(11), (parameters, rateHz, beat) => {
        const lead = conditioned(rateHz, 12, (s) => Math.sin(40 * s) + 0.2 * Math.sin(400 * s * s));
        expect(compute(definition, lead, parameters, beat).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('has a shape that three halvings leave something of, and an axis for each of its dimensions', () => {
    fc.assert(
      fc.property(anyParameters(definition), anyRateHz, (parameters, rateHz) => {
        const shape = definition.shape(parameters, rateHz);
        const lengths = shape.length > 1 ? shape.slice(0, -1) : shape;
        if (shape.length > 1) expect(shape.at(-1)).toBe(1);
        for (const length of lengths) expect(length).toBeGreaterThanOrEqual(8);
        const axes = definition.axes(parameters, rateHz);
        expect(axes.map(({ values }) => values.length)).toEqual(lengths);
        for (const { values } of axes) {
          for (let index = 1; index < values.length; index++) {
            expect(values[index] as number).toBeGreaterThan(values[index - 1] as number);
          }
        }
        expect(typeof definition.valueUnit(parameters)).toBe('string');
      }),
    );
  });

  it.each(Object.keys(AWKWARD))('gives finite numbers of a lead that is %s', (name) => {
    const lead = AWKWARD[name] as WholeConditionedLead;
    fc.assert(
      fc.property(anyParameters(definition), fc.nat(lead.centres.length - 1), (parameters, beat) => {
        expect(compute(definition, lead, parameters, beat).every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('depends on the beat and on nothing that was computed before it', () => {
    const run = definition.prepare(ordinary, initial);
    const size = sizeOf(definition.shape(initial, 256));
    const inOrder = Array.from({ length: 12 }, (_, beat) => {
      const out = new Float64Array(size);
      run(beat, out);
      return out;
    });
    for (let beat = 11; beat >= 0; beat--) {
      const again = new Float64Array(size).fill(99);
      run(beat, again);
      expect(again).toEqual(inOrder[beat]);
    }
    expect(inOrder[3]).not.toEqual(inOrder[4]);
  });

  it('leaves the lead as it was', () => {
    const copy = { samples: ordinary.samples.slice(), rPeaks: ordinary.rPeaks.slice() };
    compute(definition, ordinary, initial, 5);
    expect(ordinary.samples).toEqual(copy.samples);
    expect(ordinary.rPeaks).toEqual(copy.rPeaks);
  });

  it('sees the same in a beat that comes a whole number of samples later', () => {
    const by = 777;
    const later = ofBeats({
      samples: Float64Array.from(
        { length: ordinary.samples.length + by },
        (_, n) => ordinary.samples[Math.max(0, n - by)] as number,
      ),
      samplingRateHz: 256,
      rPeaks: ordinary.rPeaks.map((peak) => peak + by),
    });
    const expected = compute(definition, ordinary, initial, 5);
    for (const [index, value] of compute(definition, later, initial, 5).entries()) {
      expect(value).toBeCloseTo(expected[index] as number, 9);
    }
  });

  it('sees the same in a window whose middle is a beat as in that beat', () => {
    const windows = { ...ordinary, centres: ordinary.rPeaks.slice(3, 6) };
    const parameters = { ...initial, ...definition.forWindows?.(1, 256) };
    expect(compute(definition, windows, parameters, 2)).toEqual(compute(definition, ordinary, parameters, 5));
  });

  it('has parameters for windows of 1 to 20 s at the working rates that those get', () => {
    for (const [seconds, rateHz] of [
      [1, 256],
      [8, 128],
      [10, 100],
      [20, 100],
    ] as const) {
      const parameters = { ...initial, ...definition.forWindows?.(seconds, rateHz) };
      const lead = { ...conditioned(rateHz, 60, (at) => Math.sin(40 * at)), centres: Float64Array.of(30 * rateHz) };
      const values = compute(definition, lead, parameters, 0);
      expect(values).toHaveLength(sizeOf(definition.shape(parameters, rateHz)));
    }
  });
});
