/** No two beats are alike: gains that follow the breath and drift, small stretches of the QRS, and a T wave that keeps pace. */

import type { Random } from '../domain/random';
import type { MeasuredDistributions } from './distributions';
import { clamp, type HeartRate } from './heart-rate';
import { type Draw, drawJointly, drawQuantile } from './joint-distribution';
import type { PlannedBeat } from './rhythm';
import type { Profile } from './roster';
import type { Wave } from './wave';

/** The waves of one beat, varied as the beats of this patient vary. Called in time order. */
export type Variation = (waves: readonly Wave[], beat: PlannedBeat, kind: 'conducted' | 'ventricular') => Wave[];

/** Standard deviations, relative to 1. */
interface Spreads {
  readonly qrsGain: number;
  readonly qrsStretch: number;
  readonly tGain: number;
  readonly pGain: number;
}

/** Larger measured spreads come from gains of waves that are hardly there, not from hearts. */
const LARGEST_QRS_SPREAD = 0.2;
const LARGEST_WAVE_SPREAD = 0.3;
/** How much of a beat's own cycle, against the patient's mean, its T wave follows: the QT interval adapts slowly. */
const QT_MEMORY = 0.3;
/** The axis turns with the breath, and the two leads see it at different times. */
const LEAD_BREATH_LAG_SECONDS = 0.7;
/** Part of one beat's deviation that lasts into the next. */
const PERSISTENCE = 0.6;

export function createVariation(
  { typicality }: Profile,
  heart: HeartRate,
  measured: MeasuredDistributions,
  random: Random,
): Variation {
  const conducted = drawJointly(measured.conductedVariability, random, typicality);
  const spreads = {
    conducted: spreadsOf(conducted, conducted('pGain')),
    ventricular: spreadsOf(drawJointly(measured.ventricularVariability, random, typicality), conducted('pGain')),
  };
  const qrsGains = createGains(heart, drawQuantile(measured.respiratoryShares, random), random);
  const around = (spread: number) => 1 + spread * clamp(random.normal(), -2, 2);

  return (waves, beat, kind) => {
    const gains = qrsGains(beat.seconds, spreads[kind].qrsGain);
    const stretch = around(spreads[kind].qrsStretch);
    const tGain = around(spreads[kind].tGain);
    const pGain = around(spreads[kind].pGain);
    const cycle = heart.meanSeconds * (1 - QT_MEMORY) + beat.cycleSeconds * beat.coupling * QT_MEMORY;
    return waves.map((wave) => {
      if (wave.part === 'P') return adjusted(wave, 1, [pGain, pGain]);
      if (wave.part === 'T') return adjusted(wave, Math.sqrt(cycle), [tGain, tGain]);
      return adjusted(wave, stretch, gains);
    });
  };
}

/** Gains of the two leads: `breathShare` of their variance is the breath, the rest an autoregressive drift of each lead. */
function createGains(heart: HeartRate, breathShare: number, random: Random) {
  const drift: [number, number] = [random.normal(), random.normal()];
  const fresh = Math.sqrt(1 - PERSISTENCE ** 2);
  return (seconds: number, spread: number): [number, number] => {
    const gain = (lead: 0 | 1): number => {
      drift[lead] = PERSISTENCE * drift[lead] + fresh * random.normal();
      const breath = heart.breath(seconds - lead * LEAD_BREATH_LAG_SECONDS);
      return 1 + spread * (Math.sqrt(breathShare) * breath + Math.sqrt(1 - breathShare) * drift[lead]);
    };
    return [gain(0), gain(1)];
  };
}

function spreadsOf(draw: Draw, pGain: number): Spreads {
  return {
    qrsGain: Math.min(LARGEST_QRS_SPREAD, draw('qrsGain')),
    qrsStretch: draw('qrsStretch'),
    tGain: Math.min(LARGEST_WAVE_SPREAD, draw('tGain')),
    pGain: Math.min(LARGEST_WAVE_SPREAD, pGain),
  };
}

/** A wave stretched in time around the R peak, its amplitudes times `gains`. */
export function adjusted(wave: Wave, stretch: number, gains: readonly [number, number]): Wave {
  const [main, second] = wave.amplitudesMillivolts;
  return {
    part: wave.part,
    centreSeconds: wave.centreSeconds * stretch,
    widthSeconds: wave.widthSeconds * stretch,
    amplitudesMillivolts: [main * gains[0], second * gains[1]],
  };
}
