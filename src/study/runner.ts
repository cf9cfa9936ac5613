/** A model of a race that trains: a strategy's own, or a member that several strategies share. */

import type { Predictions } from '../domain/evaluation';
import type { ModelExecutor } from '../domain/executor';
import type { Problem } from '../domain/problem';
import type { Ending, SettingChange, TrainingEvent } from '../domain/training';
import { OutOfMemoryError } from '../engine/device-lost';
import { DivergedError, requireFinite } from '../engine/divergence';
import type { OpenDataset, RunRequest } from '../engine/open-dataset';
import type { GatedEpochOptions, TrainingRun } from '../engine/training-run';
import { crossEntropyOf } from '../evaluation/metrics';
import { countMultiplyAccumulates } from '../fusion/model-shapes';
import type { ModelSpec } from '../fusion/model-spec';
import { completed, diverged, divergence, failed, noRoom, stoppedByHand, stoppedEarly, untrained } from './endings';
import type { RaceTerms } from './race-terms';
import {
  afterEpoch,
  beforeTraining,
  ended,
  hasStoodStill,
  type RunnerProgress,
  type TrainedEpoch,
  withBest,
} from './runner-progress';

/** Smaller batches make every step noise. */
const SMALLEST_BATCH = 8;

/** What surrounds a runner's epoch. */
export interface EpochConditions extends GatedEpochOptions {
  readonly breathe: () => Promise<void>;
}

export interface RunnerParts {
  readonly member: ModelSpec;
  readonly request: Omit<RunRequest, 'classWeights'>;
  readonly terms: RaceTerms;
  readonly opened: OpenDataset;
  /** Told of what runs the model, and of what a person should know. */
  readonly onEvent: (event: TrainingEvent) => void;
}

export class Runner {
  readonly label: string;
  readonly cost: number;
  progress: RunnerProgress;
  private run: TrainingRun | null = null;
  /** Of the epoch that was begun last and not finished. */
  private fraction = 0;

  constructor(private readonly parts: RunnerParts) {
    this.label = parts.member.name;
    this.cost = countMultiplyAccumulates(parts.member);
    this.progress = beforeTraining(parts.request.settings.batchSize);
  }

  get epochs(): number {
    return this.progress.epochs;
  }

  get isTraining(): boolean {
    return this.progress.ending === null;
  }

  /** Why it cannot be judged: it ended before it had learned anything. */
  get failure(): Problem | null {
    const { ending } = this.progress;
    return ending && ending.judgedAfter === 0 ? ending.problem : null;
  }

  /** Makes room on the device and compiles what it needs. */
  prepare(): Promise<void> {
    return this.withRoom(async () => undefined);
  }

  /** One epoch and what the validation part says of it. False where the gate ended it before. It may be the last (`isTraining`). */
  async trainEpoch(conditions: EpochConditions): Promise<boolean> {
    const { signal, gate, breathe, onProgress } = conditions;
    try {
      return await this.withRoom(async (run) => {
        this.fraction = 0;
        const summary = await run.trainEpoch({
          ...(signal && { signal }),
          gate,
          onProgress: (progress) => {
            this.fraction = progress.fraction;
            onProgress?.(progress);
          },
        });
        if (!summary) return false;
        const validation = await run.predict('validation', { ...(signal && { signal }), breathe });
        run.endEpoch(this.lossOf(validation));
        const state = await run.snapshot();
        requireFinite(state.learned);
        this.take({ summary, validation, state });
        return true;
      });
    } catch (thrown) {
      if (!(thrown instanceof DivergedError)) throw thrown;
      this.giveUp(thrown);
      return true;
    }
  }

  /** Ends training where it stands, be it amid an epoch. */
  async stop(signal?: AbortSignal): Promise<void> {
    const { epochs, state } = this.progress;
    const trained = epochs + this.fraction;
    if (this.progress.best || this.fraction === 0) {
      if (state) this.end((judgedAfter) => stoppedByHand(this.label, trained, judgedAfter));
      else this.fail('stopped', untrained(this.label));
      return;
    }
    try {
      await this.withRoom(async (run) => {
        const interrupted = await run.snapshot();
        requireFinite(interrupted.learned);
        const validation = await run.predict('validation', { ...(signal && { signal }) });
        const ending = stoppedByHand(this.label, trained, trained);
        this.progress = { ...this.progress, state: interrupted, validation, ending };
      });
    } catch (thrown) {
      if (!(thrown instanceof DivergedError)) throw thrown;
      this.giveUp(thrown);
    }
  }

  /** Ends a training that went through all its epochs. */
  finish(): void {
    this.end((judgedAfter) => completed(this.label, this.epochs, judgedAfter));
  }

  predictTest(signal?: AbortSignal): Promise<Predictions> {
    return this.withRoom((run) => run.predict('test', { ...(signal && { signal }) }));
  }

  /** Takes over what the terms say now of `what`; from the next step on. */
  followTerms(what: SettingChange['what']): void {
    const { terms } = this.parts;
    if (what === 'classWeighting') this.run?.setClassWeights(terms.classWeights);
    else if (this.run) this.run.peakRate = terms.learningRate;
  }

  /** Goes on from what it, or one like it on another device, had done. Before `prepare`. */
  restore(progress: RunnerProgress): void {
    this.progress = progress;
  }

  dispose(): void {
    this.run?.dispose();
    this.run = null;
  }

  private take(trained: TrainedEpoch): void {
    this.fraction = 0;
    this.progress = afterEpoch(this.progress, trained);
    const patience = this.parts.request.settings.earlyStoppingPatience;
    if (patience === 0) return;
    this.progress = withBest(this.progress, (validation) => this.lossOf(validation));
    if (hasStoodStill(this.progress, patience))
      this.end((judgedAfter) => stoppedEarly(this.label, this.epochs, judgedAfter));
  }

  /** Back to the last good epoch, or to the best where early stopping looks for it; failed where there is none. */
  private giveUp({ found }: DivergedError): void {
    const { epochs, state } = this.progress;
    const problem = divergence(this.label, epochs + 1, this.parts.terms.learningRate, found);
    if (state) this.end((judgedAfter) => diverged(this.label, epochs, judgedAfter, problem));
    else this.fail('diverged', problem);
  }

  private fail(reason: Ending['reason'], problem: Problem): void {
    this.progress = { ...this.progress, ending: failed(this.label, reason, problem) };
  }

  /** Trains no more. */
  private end(endingOf: (judgedAfter: number) => Ending): void {
    this.progress = ended(this.progress, endingOf);
    if (this.progress.state) this.run?.restore(this.progress.state);
  }

  private lossOf(validation: Predictions): number {
    return crossEntropyOf(validation, this.parts.terms.classWeights);
  }

  /** Does `work` on the run; where memory ends, anew with half the batch from the last epoch's end. */
  private async withRoom<Value>(work: (run: TrainingRun) => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        this.run ??= await this.createRun();
        return await work(this.run);
      } catch (thrown) {
        if (!(thrown instanceof OutOfMemoryError)) throw thrown;
        this.halveBatch(thrown);
      }
    }
  }

  private async createRun(): Promise<TrainingRun> {
    const { request, terms, opened } = this.parts;
    const { batchSize, state } = this.progress;
    const settings = { ...request.settings, batchSize, learningRate: terms.learningRate };
    const run = await opened.createRun({ ...request, settings, classWeights: terms.classWeights });
    if (state) run.restore(state);
    this.parts.onEvent({ kind: 'executor', executor: this.executorOf(run) });
    return run;
  }

  private executorOf({ executor: { kind, cost }, planRefusal: refusal }: TrainingRun): ModelExecutor {
    return { model: this.label, kind, launchesPerStep: cost?.launchesPerStep ?? null, refusal };
  }

  private halveBatch({ message }: OutOfMemoryError): void {
    const { batchSize } = this.progress;
    if (batchSize <= SMALLEST_BATCH) throw noRoom(this.label, batchSize, message);
    this.dispose();
    const smaller = Math.max(SMALLEST_BATCH, batchSize >> 1);
    this.progress = { ...this.progress, batchSize: smaller };
    this.parts.onEvent({
      kind: 'notice',
      sentence: `Memory ran out while ${this.label} trained with batches of ${batchSize} beats: it goes on with ${smaller}.`,
    });
  }
}
