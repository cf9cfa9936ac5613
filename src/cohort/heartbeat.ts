/** From a planned beat to its waves: which shape a beat of each origin takes, and where two shapes meet in one beat. */

import type { Random } from '../domain/random';
import { clamp } from './heart-rate';
import { drawQuantile } from './joint-distribution';
import type { PlannedBeat } from './rhythm';
import type { Conduction } from './roster';
import { type PatientShapes, scaled } from './shapes';
import { adjusted, type Variation } from './variation';
import type { Wave } from './wave';

export interface Heartbeat {
  readonly seconds: number;
  /** WFDB mnemonic. */
  readonly symbol: string;
  readonly waves: readonly Wave[];
}

interface Patient {
  readonly conduction: Conduction;
  readonly shapes: PatientShapes;
  readonly vary: Variation;
  /** Quantiles of the ventricular share of fusion beats. */
  readonly fusionShares: readonly number[];
  readonly random: Random;
}

/** The first focus fires most of a patient's ventricular beats; the rest fall on any. */
const FIRST_FOCUS_SHARE = 0.65;
/** A fusion beat outside this range would have been annotated as one of its parents. */
const FUSION_LIMITS = [0.12, 0.85] as const;

/** Called for a patient's beats in time order. */
export function heartbeatOf(beat: PlannedBeat, patient: Patient): Heartbeat {
  const { seconds } = beat;
  switch (beat.origin) {
    case 'N':
      return { seconds, symbol: patient.conduction, waves: patient.vary(patient.shapes.conducted, beat, 'conducted') };
    case 'S':
      return supraventricular(beat, patient);
    case 'V':
      return { seconds, symbol: 'V', waves: ventricular(beat, patient) };
    case 'F':
      return { seconds, symbol: 'F', waves: fusion(beat, patient) };
  }
}

function supraventricular(beat: PlannedBeat, { shapes, vary, random }: Patient): Heartbeat {
  const { qrsGain, qrsStretch, pGain, pApproach, aberrantShare } = shapes.supraventricular;
  const aberrant = random.uniform() < aberrantShare;
  const conducted = vary(shapes.conducted, beat, 'conducted');
  const p = conducted
    .filter(({ part }) => part === 'P')
    .map((wave) => ({ ...adjusted(wave, 1, [pGain, pGain]), centreSeconds: wave.centreSeconds * pApproach }));
  if (aberrant) {
    return { seconds: beat.seconds, symbol: 'a', waves: [...p, ...vary(shapes.aberrant, beat, 'conducted')] };
  }
  const ventricles = conducted
    .filter(({ part }) => part !== 'P')
    .map((wave) => (wave.part === 'QRS' ? adjusted(wave, 1 + qrsStretch, [qrsGain, qrsGain]) : wave));
  return { seconds: beat.seconds, symbol: 'A', waves: [...p, ...ventricles] };
}

function ventricular(beat: PlannedBeat, patient: Patient): Wave[] {
  const { shapes, vary, random } = patient;
  const focus = random.uniform() < FIRST_FOCUS_SHARE ? 0 : random.integer(shapes.foci.length);
  return [...sinusP(beat, patient), ...vary(shapes.foci[focus] as readonly Wave[], beat, 'ventricular')];
}

/** The sinus impulse and the first focus share the ventricles. */
function fusion(beat: PlannedBeat, patient: Patient): Wave[] {
  const { shapes, vary, random, fusionShares } = patient;
  const share = clamp(drawQuantile(fusionShares, random), ...FUSION_LIMITS);
  const conducted = vary(shapes.conducted, beat, 'conducted').filter(({ part }) => part !== 'P');
  const ectopic = vary(shapes.foci[0] as readonly Wave[], beat, 'ventricular');
  return [...sinusP(beat, patient), ...scaled(conducted, 1 - share), ...scaled(ectopic, share)];
}

/** The sinus node's own P wave, which comes when it is due while a ventricular beat takes the ventricles. */
function sinusP(beat: PlannedBeat, { shapes, vary }: Patient): Wave[] {
  const { pDelaySeconds } = beat;
  if (pDelaySeconds === null) return [];
  const p = shapes.conducted.filter(({ part }) => part === 'P');
  return vary(p, beat, 'conducted').map((wave) => ({ ...wave, centreSeconds: wave.centreSeconds + pDelaySeconds }));
}
