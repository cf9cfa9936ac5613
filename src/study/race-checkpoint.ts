/** All of a race at the end of an epoch, as plain data: it goes on from it exactly, on this device or another. */

import type { Dataset, Part } from '../domain/dataset';
import type { ExperimentSpec } from '../domain/experiment';
import { LabError } from '../domain/problem';
import type { Curves } from '../domain/training';
import type { TermsState } from './race-terms';
import type { LineUp } from './racer';
import type { RunnerProgress } from './runner-progress';

export interface RaceCheckpoint {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly spec: ExperimentSpec;
  /** What names the beats that it trains on, as `RaceOptions.dataKeys` gave it. */
  readonly dataKeys: readonly string[];
  readonly beats: Readonly<Record<Part, number>>;
  readonly seed: number;
  readonly backend: string;
  readonly terms: TermsState;
  /** In the order in which the models train. */
  readonly runners: readonly { readonly label: string; readonly progress: RunnerProgress }[];
  /** By strategy id. */
  readonly curves: Readonly<Record<string, Curves>>;
}

/** What a checkpoint says of a race beside where it stands. */
export type CheckpointOrigin = Pick<RaceCheckpoint, 'spec' | 'dataKeys' | 'beats' | 'seed' | 'backend'>;

export function beatsOf({ parts }: Dataset): Record<Part, number> {
  return { train: parts.train.length, validation: parts.validation.length, test: parts.test.length };
}

/** Call where no model is amid an epoch. */
export function takeCheckpoint(
  { runners, racers }: LineUp,
  terms: TermsState,
  origin: CheckpointOrigin,
): RaceCheckpoint {
  return {
    version: 1,
    savedAt: Date.now(),
    ...origin,
    terms,
    runners: runners.map(({ label, progress }) => ({ label, progress })),
    curves: Object.fromEntries(racers.map(({ plan, curves }) => [plan.strategy, curves.read()])),
  };
}

/** Puts models and curves where the checkpoint has them. */
export function restoreLineUp({ runners, racers }: LineUp, checkpoint: RaceCheckpoint): void {
  runners.forEach((runner, index) => {
    const saved = checkpoint.runners[index];
    if (saved?.label !== runner.label) throw foreign(`the model ${runner.label}`, saved?.label ?? 'none');
    runner.restore(saved.progress);
  });
  for (const { plan, curves } of racers) {
    const saved = checkpoint.curves[plan.strategy];
    if (saved) curves.restore(saved);
  }
}

/** Throws `LabError` where the checkpoint is of another experiment or other beats. */
export function requireSameRace(
  checkpoint: RaceCheckpoint,
  { spec, beats, seed }: Omit<CheckpointOrigin, 'backend'>,
): void {
  if (JSON.stringify(checkpoint.spec) !== JSON.stringify(spec)) throw foreign('the same settings', 'others');
  if (checkpoint.seed !== seed) throw foreign(`seed ${seed}`, `seed ${checkpoint.seed}`);
  const [wanted, found] = [beats, checkpoint.beats].map((each) => `${each.train}, ${each.validation} and ${each.test}`);
  if (wanted !== found) throw foreign(`${wanted} beats to train, validate and test`, `${found}`);
}

function foreign(expected: string, found: string): LabError {
  return new LabError({
    code: 'checkpoint-foreign',
    file: '',
    field: 'saved training',
    expected,
    found,
    at: '',
    fix: 'Open the same recordings and settings to continue it, or train anew.',
  });
}
