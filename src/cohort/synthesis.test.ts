import { expect, it } from 'vitest';
import { fitWaves } from '../../scripts/cohort/fit-waves';
import { CONDUCTED_WAVES } from '../../scripts/cohort/morphology';
import type { Heartbeat } from './heartbeat';
import { addHeartbeats, type LeadPair, rPeakSample } from './synthesis';
import { type Wave, waveSumAt } from './wave';

const WAVES: readonly Wave[] = [
  { part: 'P', centreSeconds: -0.17, widthSeconds: 0.024, amplitudesMillivolts: [0.14, 0.05] },
  { part: 'QRS', centreSeconds: -0.028, widthSeconds: 0.009, amplitudesMillivolts: [-0.12, 0.1] },
  { part: 'QRS', centreSeconds: 0.001, widthSeconds: 0.012, amplitudesMillivolts: [1.2, -0.6] },
  { part: 'QRS', centreSeconds: 0.033, widthSeconds: 0.012, amplitudesMillivolts: [-0.3, -0.5] },
  { part: 'T', centreSeconds: 0.26, widthSeconds: 0.045, amplitudesMillivolts: [0.3, -0.1] },
];
const BEAT: Heartbeat = { seconds: 0.9, symbol: 'N', waves: WAVES };

it('adds the sum of Gaussians to both leads', () => {
  const leads: LeadPair = [new Float64Array(720), new Float64Array(720)];
  addHeartbeats(leads, 360, [BEAT]);
  for (const lead of [0, 1] as const) {
    leads[lead].forEach((value, sample) => {
      expect(Math.abs(value - waveSumAt(WAVES, lead, sample / 360 - 0.9))).toBeLessThan(5e-4);
    });
  }
  const wide: Wave = { part: 'T', centreSeconds: 0, widthSeconds: 0.1, amplitudesMillivolts: [1, 0] };
  const clean: LeadPair = [new Float64Array(720), new Float64Array(720)];
  addHeartbeats(clean, 360, [{ ...BEAT, seconds: 1, waves: [wide] }]);
  expect(clean[0][360 + 144]).toBeCloseTo(Math.exp(-8), 12);
});

it('cuts waves at the ends of the recording and finds no R peak beyond them', () => {
  const leads: LeadPair = [new Float64Array(300), new Float64Array(300)];
  addHeartbeats(leads, 360, [{ ...BEAT, seconds: 0.01 }]);
  expect(leads[0].every(Number.isFinite)).toBe(true);
  expect(rPeakSample({ ...BEAT, seconds: -0.1 }, 360, 300)).toBeNull();
  expect(rPeakSample({ ...BEAT, seconds: 1 }, 360, 300)).toBeNull();
});

it('finds the R peak where the largest QRS deflection is, upright or inverted', () => {
  expect(rPeakSample(BEAT, 360, 720)).toBe(324);
  const inverted = WAVES.map((wave): Wave => {
    const [main, second] = wave.amplitudesMillivolts;
    return { ...wave, amplitudesMillivolts: [-main, -second] };
  });
  expect(rPeakSample({ ...BEAT, waves: inverted }, 360, 720)).toBe(324);
});

it('is undone by the fitter that measured the table', () => {
  const seconds = Float64Array.from({ length: 280 }, (_, sample) => (sample - 100) / 360);
  const ofLead = (lead: 0 | 1) => seconds.map((time) => 0.05 + waveSumAt(WAVES, lead, time));
  const { waves, relativeResidual } = fitWaves({ seconds, millivolts: [ofLead(0), ofLead(1)] }, CONDUCTED_WAVES);
  const r = waves.find(({ name }) => name === 'R');
  const p = waves.find(({ name }) => name === 'P');
  expect(relativeResidual).toBeLessThan(0.03);
  expect(r?.centreSeconds).toBeCloseTo(0.001, 2);
  expect(r?.amplitudesMillivolts[0]).toBeCloseTo(1.2, 0);
  expect(p?.centreSeconds).toBeCloseTo(-0.17, 2);
  expect(p?.amplitudesMillivolts[0]).toBeCloseTo(0.14, 1);
});
