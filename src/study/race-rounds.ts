/** The training of a race: a round is one epoch of every model, in turn, so that the curves of all grow together. */

import type { SettingChange, TrainingEvent } from '../domain/training';
import type { EpochProgress } from '../engine/epoch-summary';
import { RaceClock } from './race-clock';
import type { RaceControl } from './race-control';
import type { RaceTerms } from './race-terms';
import type { LineUp } from './racer';
import type { Runner } from './runner';

export interface RoundConditions {
  readonly epochs: number;
  readonly terms: RaceTerms;
  readonly control: RaceControl;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: TrainingEvent) => void;
  /** A model has finished an epoch: everything is as a checkpoint may keep it. */
  readonly onEpochEnd: () => void;
}

/** Trains until every model has ended, or training is stopped. Models that have gone further than others wait for them. */
export async function trainRounds(line: LineUp, conditions: RoundConditions): Promise<void> {
  const { epochs, control, signal } = conditions;
  const rounds = new Rounds(line, conditions);
  for (let epoch = 1; epoch <= epochs && !control.isStopping; epoch++) {
    await rounds.run(epoch);
    control.endRound();
  }
  if (control.isStopping) conditions.onEvent({ kind: 'control', state: 'stopping' });
  for (const runner of line.runners) {
    if (!runner.isTraining) continue;
    if (runner.epochs === epochs) runner.finish();
    else await runner.stop(signal);
    const { ending } = runner.progress;
    if (ending && ending.sentence !== '') conditions.onEvent({ kind: 'ended', ending });
  }
}

class Rounds {
  private readonly clock: RaceClock;
  private isHeld = false;

  constructor(
    private readonly line: LineUp,
    private readonly conditions: RoundConditions,
  ) {
    this.clock = new RaceClock(line.runners, conditions.epochs);
  }

  async run(epoch: number): Promise<void> {
    const turns = this.line.runners.filter((runner) => this.isDue(runner, epoch));
    for (const [index, runner] of turns.entries()) {
      const finished = await runner.trainEpoch({
        ...(this.conditions.signal && { signal: this.conditions.signal }),
        gate: (fraction) => this.gate(runner, epoch, fraction),
        breathe: () => this.whilePaused(),
        onProgress: (progress) => this.tell(runner, epoch, progress),
      });
      if (!finished) return;
      this.closeTurn(runner, epoch, turns.slice(index + 1));
    }
  }

  /** A model whose strategies have all failed trains for nobody. */
  private isDue(runner: Runner, epoch: number): boolean {
    const isWanted = this.line.racers.some((racer) => !racer.failure && racer.runners.includes(runner));
    return isWanted && runner.isTraining && runner.epochs < epoch;
  }

  private closeTurn(runner: Runner, epoch: number, waiting: readonly Runner[]): void {
    const { onEvent, onEpochEnd, terms } = this.conditions;
    const { ending } = runner.progress;
    if (ending) onEvent({ kind: 'ended', ending });
    for (const racer of this.line.racers) {
      const isLast = racer.runners.includes(runner) && !racer.runners.some((member) => waiting.includes(member));
      const hasTrained = racer.runners.some(({ epochs }) => epochs === epoch);
      if (isLast && hasTrained && !racer.failure) onEvent(racer.closeEpoch(epoch, terms.classWeights));
    }
    onEpochEnd();
  }

  /** Awaited before each step: what was commanded takes effect here. */
  private async gate(runner: Runner, epoch: number, fraction: number): Promise<boolean> {
    const { control } = this.conditions;
    for (;;) {
      this.takeChanges(runner, epoch, fraction);
      if (control.isStopping) return false;
      if (control.takeStep()) break;
      await this.hold();
    }
    if (this.isHeld && control.isRunning) {
      this.isHeld = false;
      this.conditions.onEvent({ kind: 'control', state: 'running' });
    }
    return true;
  }

  private async whilePaused(): Promise<void> {
    while (this.conditions.control.isPaused) await this.hold();
  }

  /** Until the next command. */
  private async hold(): Promise<void> {
    const began = performance.now();
    this.isHeld = true;
    this.conditions.onEvent({ kind: 'control', state: 'paused' });
    await this.conditions.control.next(this.conditions.signal);
    this.clock.leaveOut(performance.now() - began);
  }

  private takeChanges(runner: Runner, epoch: number, epochFraction: number): void {
    const { control, terms, onEvent } = this.conditions;
    for (const command of control.takeChanges()) {
      const applied = terms.apply(command);
      if (!applied) continue;
      const change: SettingChange = { training: runner.label, epoch, epochFraction, ...applied };
      terms.changes = [...terms.changes, change];
      for (const each of this.line.runners) each.followTerms(change.what);
      onEvent({ kind: 'changed', change });
    }
  }

  private tell(runner: Runner, epoch: number, { fraction, ...progress }: EpochProgress): void {
    this.conditions.onEvent({
      kind: 'progress',
      training: runner.label,
      epoch,
      epochFraction: fraction,
      ...progress,
      ...this.clock.at(runner, fraction),
    });
  }
}
