/** From a planned beat to its waves: blending, pace, and the small differences from one beat to the next. */

import type { Random } from '../domain/random';
import type { MeasuredDistributions } from './distributions';
import { clamp, type HeartRate } from './heart-rate';
import { drawJointly, drawQuantile } from './joint-distribution';
import type { PlannedBeat } from './rhythm';
import type { Profile } from './roster';
import { type PatientShapes, scaled } from './shapes';
import type { Wave } from './wave';

export interface Heartbeat {
  readonly seconds: number;
  /** WFDB mnemonic. */
  readonly symbol: string;
  readonly waves: readonly Wave[];
}

/** Standard deviations of one kind of beat, relative to 1. */
interface Spreads {
  readonly qrsGain: number;
  readonly qrsStretch: number;
  readonly tGain: number;
  readonly pGain: number;
}

/** A beat seldom comes from any but the patient's first focus. */
const FIRST_FOCUS_SHARE = 0.65;
/** How much of a beat's own cycle, against the patient's mean, its T wave follows: the QT interval adapts slowly. */
const QT_MEMORY = 0.3;
/** The axis turns with the breath, and the two leads see it at different times. */
const LEAD_BREATH_LAG_SECONDS = 0.7;
/** Part of one beat's deviation that lasts into the next. */
const PERSISTENCE = 0.6;
/** A fusion beat outside this range would be annotated as one of its parents. */
const FUSION_LIMITS = [0.12, 0.85] as const;

/** A function that turns each planned beat, in time order, into a heartbeat of this patient. */
export function createHeartbeats(
  profile: Profile,
  shapes: PatientShapes,
  heart: HeartRate,
  measured: MeasuredDistributions,
  random: Random,
): (beat: PlannedBeat) => Heartbeat {
  const conductedSpreads = spreadsOf(drawJointly(measured.conductedVariability, random, profile.typicality));
  const ventricularSpreads = ventricularSpreadsOf(drawJointly(measured.ventricularVariability, random, profile.typicality));
  const breathShare = drawQuantile(measured.respiratoryShares, random);
  const drift = [0, 0];

  const gainsOf = (seconds: number, spread: number): [number, number] => {
    const gains = [0, 1].map((lead) => {
      const kept = PERSISTENCE * (drift[lead] as number);
      drift[lead] = kept + Math.sqrt(1 - PERSISTENCE ** 2) * random.normal();
      const breath = heart.breath(seconds - lead * LEAD_BREATH_LAG_SECONDS);
      return 1 + spread * (Math.sqrt(breathShare) * breath + Math.sqrt(1 - breathShare) * (drift[lead] as number));
    });
    return gains as [number, number];
  };

  const varied = (waves: readonly Wave[], beat: PlannedBeat, spreads: Spreads): Wave[] => {
    const qrsGains = gainsOf(beat.seconds, spreads.qrsGain);
    const stretch = 1 + spreads.qrsStretch * clamp(random.normal(), -2, 2);
    const tGain = 1 + spreads.tGain * clamp(random.normal(), -2, 2);
    const pGain = 1 + spreads.pGain * clamp(random.normal(), -2, 2);
    const cycle = heart.meanSeconds * (1 - QT_MEMORY) + beat.cycleSeconds * beat.coupling * QT_MEMORY;
    return waves.map((wave) => {
      if (wave.name === 'P') return adjusted(wave, 1, [pGain, pGain]);
      if (wave.name.startsWith('T')) return adjusted(wave, Math.sqrt(cycle), [tGain, tGain]);
      return adjusted(wave, stretch, qrsGains);
    });
  };

  const conducted = (beat: PlannedBeat) => varied(shapes.conducted, beat, conductedSpreads);

  const ventricular = (beat: PlannedBeat, focus: number) =>
    varied(shapes.foci[focus] as readonly Wave[], beat, ventricularSpreads);

  const drawFocus = () =>
    random.uniform() < FIRST_FOCUS_SHARE ? 0 : random.integer(shapes.foci.length);

  const supraventricular = (beat: PlannedBeat): { symbol: string; waves: Wave[] } => {
    const { qrsGain, qrsStretch, pGain, pApproach, aberrantShare } = shapes.supraventricular;
    const p = conducted(beat)
      .filter(({ name }) => name === 'P')
      .map((wave) => ({ ...scaled([wave], pGain)[0], centreSeconds: wave.centreSeconds * pApproach }) as Wave);
    if (random.uniform() < aberrantShare) {
      return { symbol: 'a', waves: [...p, ...varied(shapes.aberrant, beat, conductedSpreads)] };
    }
    const rest = conducted(beat).filter(({ name }) => name !== 'P');
    const waves = rest.map((wave) =>
      wave.name.startsWith('T') ? wave : adjusted(wave, 1 + qrsStretch, [qrsGain, qrsGain]),
    );
    return { symbol: 'A', waves: [...p, ...waves] };
  };

  /** The sinus node's own P wave, which goes on while a ventricular beat takes the ventricles. */
  const sinusP = (beat: PlannedBeat): Wave[] => {
    const { pDelaySeconds } = beat;
    if (pDelaySeconds === null) return [];
    const own = conducted(beat).filter(({ name }) => name === 'P');
    return own.map((wave) => ({ ...wave, centreSeconds: wave.centreSeconds + pDelaySeconds }));
  };

  return (beat) => {
    const { seconds } = beat;
    switch (beat.origin) {
      case 'N':
        return { seconds, symbol: profile.conduction, waves: conducted(beat) };
      case 'S':
        return { seconds, ...supraventricular(beat) };
      case 'V':
        return { seconds, symbol: 'V', waves: [...sinusP(beat), ...ventricular(beat, drawFocus())] };
      case 'F': {
        const share = clamp(drawQuantile(measured.fusionShares, random), ...FUSION_LIMITS);
        const own = conducted(beat).filter(({ name }) => name !== 'P');
        const blend = [...scaled(own, 1 - share), ...scaled(ventricular(beat, 0), share)];
        return { seconds, symbol: 'F', waves: [...sinusP(beat), ...blend] };
      }
    }
  };
}

function spreadsOf(draw: (column: string) => number): Spreads {
  return { ...ventricularSpreadsOf(draw), pGain: Math.min(0.3, draw('pGain')) };
}

/** Beyond 0.3 the measured spread is an artefact of small T waves, not of the heart. */
function ventricularSpreadsOf(draw: (column: string) => number): Spreads {
  return {
    qrsGain: Math.min(0.2, draw('qrsGain')),
    qrsStretch: draw('qrsStretch'),
    tGain: Math.min(0.3, draw('tGain')),
    pGain: 0,
  };
}

/** A wave stretched in time around the R peak, its amplitudes times `gains`. */
function adjusted(wave: Wave, stretch: number, gains: readonly [number, number]): Wave {
  return {
    name: wave.name,
    centreSeconds: wave.centreSeconds * stretch,
    widthSeconds: wave.widthSeconds * stretch,
    amplitudesMillivolts: [wave.amplitudesMillivolts[0] * gains[0], wave.amplitudesMillivolts[1] * gains[1]],
  };
}
