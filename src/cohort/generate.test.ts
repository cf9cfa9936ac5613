import { beforeAll, describe, expect, it } from 'vitest';
import { beatClassOf } from '../domain/beat-class';
import { beatsOf, countBeatClasses, type Recording } from '../domain/recording';
import { MEASURED } from './distributions';
import { BUILTIN_COHORT, generateCohort, generatePatient } from './generate';
import { profileOf } from './roster';

let cohort: Recording[];
let processorSeconds: number;

beforeAll(() => {
  const before = process.cpuUsage();
  cohort = generateCohort(BUILTIN_COHORT);
  const { user, system } = process.cpuUsage(before);
  processorSeconds = (user + system) / 1e6;
});

describe('the built-in cohort', () => {
  it('is the same for the same seed, patient by patient, and another for another seed', () => {
    expect(generatePatient({ ...BUILTIN_COHORT, index: 6 })).toEqual(cohort[6]);
    const other = generatePatient({ ...BUILTIN_COHORT, seed: BUILTIN_COHORT.seed + 1, index: 6 });
    expect(other.annotations).not.toEqual(cohort[6]?.annotations);
    expect(other.leads[0]?.digital).not.toEqual(cohort[6]?.leads[0]?.digital);
  });

  it('takes less than two seconds of one processor', () => {
    expect(processorSeconds).toBeLessThan(2);
  });

  it('says that it is synthetic, and has two leads of 11 bits that are hardly ever at their limits', () => {
    expect(new Set(cohort.map(({ id }) => id)).size).toBe(24);
    for (const recording of cohort) {
      expect(recording).toMatchObject({ synthetic: true, format: 'synthetic', annotationRateHz: 360, warnings: [] });
      expect(recording.leads.map(({ name }) => name)).toEqual(['MLII', 'V1']);
      for (const { digital, gain, baseline } of recording.leads) {
        expect([digital.length, gain, baseline]).toEqual([120 * 360, 200, 1024]);
        const limits = digital.filter((value) => value <= 0 || value >= 2047).length;
        expect(digital.every((value) => value >= 0 && value <= 2047)).toBe(true);
        expect(limits).toBeLessThan(digital.length / 1000);
      }
    }
  });

  it('holds every class in many patients and no class in all', () => {
    const counts = cohort.map(countBeatClasses);
    const holders = (beatClass: 'S' | 'V' | 'F') => counts.filter((count) => count[beatClass] >= 4).length;
    for (const beatClass of ['S', 'V', 'F'] as const) {
      expect(holders(beatClass)).toBeGreaterThanOrEqual(12);
      expect(holders(beatClass)).toBeLessThan(20);
    }
    expect(counts.filter(({ S, V, F }) => S + V + F === 0).length).toBeGreaterThanOrEqual(2);
    const normal =
      counts.reduce((sum, { N }) => sum + N, 0) / counts.reduce((sum, { N, S, V, F }) => sum + N + S + V + F, 0);
    expect(normal).toBeGreaterThan(0.75);
    expect(normal).toBeLessThan(0.92);
    const symbols = new Set(cohort.flatMap(({ annotations }) => annotations.map(({ symbol }) => symbol)));
    for (const symbol of 'NLRAaVF+') expect(symbols).toContain(symbol);
  });

  it('annotates in time order, a rhythm first, and no two beats within the refractory time', () => {
    for (const recording of cohort) {
      expect(recording.annotations[0]?.symbol).toBe('+');
      const samples = recording.annotations.map(({ sample }) => sample);
      expect(samples).toEqual([...samples].sort((a, b) => a - b));
      expect(Math.min(...intervals(recording))).toBeGreaterThan(0.2);
    }
  });

  it('puts the annotations of conducted beats on the R peaks', () => {
    for (const recording of cohort) {
      const off = beatsOf(recording)
        .filter(({ beatClass }) => beatClass === 'N')
        .map(({ sample }) => Math.abs(peakNear(recording, sample) - sample) / 360)
        .sort((a, b) => a - b);
      // A peak of 0.2 mV in the middle of a burst of noise may move a little.
      expect(off[Math.floor(0.9 * off.length)], recording.name).toBeLessThanOrEqual(0.012);
    }
  });
});

describe('the rhythms of the cohort', () => {
  it('have sinus rates and variabilities within the measured ranges', () => {
    const [mean, deviation] = ['meanSeconds', 'relativeDeviation'].map(sinusRange) as [number[], number[]];
    let compared = 0;
    cohort.forEach((recording, index) => {
      const sinus = sinusIntervals(recording);
      // Bigeminy leaves too few undisturbed intervals to speak of a variability.
      if (profileOf(index).rhythm !== 'sinus' || sinus.length < 30) return;
      compared += 1;
      const average = sinus.reduce((sum, each) => sum + each, 0) / sinus.length;
      const spread = Math.sqrt(sinus.reduce((sum, each) => sum + (each - average) ** 2, 0) / sinus.length) / average;
      expect(average).toBeGreaterThan((mean[0] as number) * 0.97);
      expect(average).toBeLessThan((mean.at(-1) as number) * 1.03);
      expect(spread).toBeGreaterThan((deviation[0] as number) * 0.6);
      expect(spread).toBeLessThan(deviation.at(-1) as number);
    });
    expect(compared).toBeGreaterThanOrEqual(12);
  });

  it('are irregular in atrial fibrillation and say so', () => {
    const inFibrillation = cohort.filter((_, index) => profileOf(index).rhythm === 'fibrillation');
    expect(inFibrillation).toHaveLength(3);
    for (const recording of inFibrillation) {
      expect(recording.annotations[0]?.text).toBe('(AFIB');
      const sinus = sinusIntervals(recording);
      const average = sinus.reduce((sum, each) => sum + each, 0) / sinus.length;
      const spread = Math.sqrt(sinus.reduce((sum, each) => sum + (each - average) ** 2, 0) / sinus.length) / average;
      expect(spread).toBeGreaterThan(0.1);
    }
  });

  it('pause fully after ventricular beats and less after supraventricular ones, which come early', () => {
    const ventricular = singleEctopics('V');
    const supraventricular = singleEctopics('S');
    const fusion = singleEctopics('F');
    expect(median(ventricular.map(({ coupling, pause }) => coupling + pause))).toBeCloseTo(2, 1);
    expect(median(supraventricular.map(({ coupling, pause }) => coupling + pause))).toBeLessThan(1.95);
    expect(median(supraventricular.map(({ coupling }) => coupling))).toBeLessThan(0.85);
    expect(median(ventricular.map(({ coupling }) => coupling))).toBeLessThan(0.85);
    expect(median(fusion.map(({ coupling }) => coupling))).toBeGreaterThan(0.93);
  });
});

function sinusRange(column: string): readonly number[] {
  return MEASURED.sinus.quantiles[MEASURED.sinus.columns.indexOf(column)] as readonly number[];
}

function intervals(recording: Recording): number[] {
  const beats = beatsOf(recording);
  return beats.slice(1).map(({ sample }, index) => (sample - (beats[index]?.sample as number)) / 360);
}

/** Intervals between two conducted beats that follow two conducted beats: no pause and nothing interpolated. */
function sinusIntervals(recording: Recording): number[] {
  const classes = beatsOf(recording).map(({ beatClass }) => beatClass);
  return intervals(recording).filter((_, index) =>
    [-1, 0, 1, 2].every((step) => (classes[index + step] ?? 'N') === 'N'),
  );
}

function peakNear(recording: Recording, sample: number): number {
  const digital = recording.leads[0]?.digital as Int16Array;
  const around = Array.from(digital.subarray(Math.max(0, sample - 90), sample + 90)).sort((a, b) => a - b);
  const level = around[around.length >> 1] as number;
  let peak = sample;
  for (let at = Math.max(0, sample - 18); at <= Math.min(digital.length - 1, sample + 18); at++) {
    if (Math.abs((digital[at] as number) - level) > Math.abs((digital[peak] as number) - level)) peak = at;
  }
  return peak;
}

/** Single ectopic beats in sinus rhythm, their intervals relative to the sinus intervals of their patient around them. */
function singleEctopics(beatClass: 'S' | 'V' | 'F'): { coupling: number; pause: number }[] {
  return cohort.flatMap((recording, patient) => {
    if (profileOf(patient).rhythm !== 'sinus') return [];
    const beats = beatsOf(recording);
    const all = intervals(recording);
    return beats.flatMap(({ symbol }, index) => {
      const around = [index - 1, index + 1].map((at) => beats[at]?.beatClass);
      if (beatClassOf(symbol) !== beatClass || around.some((each) => each !== 'N')) return [];
      const before = all.slice(Math.max(0, index - 9), index - 1).filter((_, k) => {
        const at = Math.max(0, index - 9) + k;
        return beats[at]?.beatClass === 'N' && beats[at + 1]?.beatClass === 'N' && beats[at - 1]?.beatClass !== 'V';
      });
      if (before.length < 3) return [];
      const local = median(before);
      return [{ coupling: (all[index - 1] as number) / local, pause: (all[index] as number) / local }];
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
