/** Trains every strategy of an experiment over the same beats, and brings the race to its end whatever becomes of the device. */

import { labelCounts } from '../datasets/build-dataset';
import type { Dataset } from '../domain/dataset';
import type { ExperimentSpec } from '../domain/experiment';
import type { EngineDescription, StrategyResult, TrainingEvent } from '../domain/training';
import { DeviceLostError } from '../engine/device-lost';
import { openDataset } from '../engine/open-dataset';
import type { FusionPlan, ModelSpec } from '../fusion/model-spec';
import { judgeAll } from './judge';
import { disposeQuietly, noDeviceStays } from './lost-device';
import { beatsOf, type RaceCheckpoint, requireSameRace, restoreLineUp, takeCheckpoint } from './race-checkpoint';
import { RaceControl } from './race-control';
import { plannedStrategies, plansFor } from './race-plans';
import { trainRounds } from './race-rounds';
import { RaceTerms } from './race-terms';
import { type LineUp, lineUp } from './racer';
import { Runner } from './runner';

export interface RaceOptions {
  /** Name of the backend that the engine started. */
  readonly backend: string;
  /** Seed of weights, order and dropout. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TrainingEvent) => void;
  /** What a person does to the race while it runs. */
  readonly control?: RaceControl;
  /** What names the beats, kept in checkpoints. */
  readonly dataKeys?: readonly string[];
  /** Given the whole state whenever a model has finished an epoch. */
  readonly onCheckpoint?: (checkpoint: RaceCheckpoint) => void;
  /** Goes on where this was taken, exactly so on the same backend. */
  readonly resumeFrom?: RaceCheckpoint;
  /**
   * Starts an engine after the device was lost: the first time the same backend on a new device, later the next of the
   * chain. Rejects where none is left. Without it a lost device ends the race.
   */
  readonly reopen?: (losses: number) => Promise<EngineDescription>;
  /** What makes a dataset ready on the device. */
  readonly open?: typeof openDataset;
}

/** As often as the chain has backends, once more on the first; then the race has failed. */
const MOST_LOSSES = 5;

/**
 * Resolves with a result for each strategy that can be judged, in the order of the spec. Rejects with the signal's reason
 * when aborted, with `LabError` where no strategy can be judged or no device stays.
 */
export async function runRace(dataset: Dataset, spec: ExperimentSpec, options: RaceOptions): Promise<StrategyResult[]> {
  const race = new Race(dataset, spec, await plansFor(dataset, spec), options);
  for (let losses = 1; ; losses++) {
    try {
      return await race.run();
    } catch (thrown) {
      if (!(thrown instanceof DeviceLostError)) throw thrown;
      await race.moveToAnotherDevice(thrown, losses);
    }
  }
}

class Race {
  private readonly terms: RaceTerms;
  private readonly control: RaceControl;
  private backend: string;
  private last: RaceCheckpoint | null = null;

  constructor(
    private readonly dataset: Dataset,
    private readonly spec: ExperimentSpec,
    private readonly plans: readonly FusionPlan[],
    private readonly options: RaceOptions,
  ) {
    this.terms = new RaceTerms(spec.training, labelCounts(dataset, 'train'));
    this.control = options.control ?? new RaceControl();
    this.backend = options.backend;
    this.tell({
      kind: 'planned',
      backend: this.backend,
      strategies: plannedStrategies(plans),
      split: dataset.split,
      epochs: spec.training.epochs,
    });
    if (options.resumeFrom) this.resume(options.resumeFrom);
  }

  /** From the last checkpoint to the results, on the device that there is. */
  async run(): Promise<StrategyResult[]> {
    const { open = openDataset, signal } = this.options;
    const opened = await open(this.dataset);
    const line = lineUp(this.plans, (member) => this.createRunner(member, opened));
    try {
      if (this.last) restoreLineUp(line, this.last);
      this.tell({ kind: 'phase', phase: 'Preparing the models on the device' });
      for (const runner of line.runners) await runner.prepare();
      await this.train(line);
      const { backend, terms } = this;
      const about = { backend, terms, seed: this.options.seed, signal };
      return await judgeAll(line, { ...about, onEvent: (event) => this.tell(event) });
    } finally {
      disposeQuietly([...line.runners, opened]);
    }
  }

  async moveToAnotherDevice({ message }: DeviceLostError, losses: number): Promise<void> {
    const { reopen } = this.options;
    if (!reopen || losses > MOST_LOSSES) throw noDeviceStays(this.backend, message, losses);
    this.tell({ kind: 'phase', phase: 'The device was lost; starting another' });
    const engine = await reopen(losses);
    const from = this.last ? 'the last epoch that was finished' : 'its beginning';
    this.backend = engine.backend;
    this.tell({ kind: 'engine', engine });
    this.tell({
      kind: 'notice',
      sentence: `The training device was lost (${message}). Training went on from ${from} with ${engine.label}.`,
    });
    this.tellRestored();
  }

  private createRunner(member: ModelSpec, opened: Awaited<ReturnType<typeof openDataset>>): Runner {
    const request = { spec: member, settings: this.spec.training, seed: this.options.seed };
    return new Runner({ member, request, terms: this.terms, opened, onEvent: (event) => this.tell(event) });
  }

  private train(line: LineUp): Promise<void> {
    this.tell({ kind: 'phase', phase: 'Training; the first step prepares the engine' });
    return trainRounds(line, {
      epochs: this.spec.training.epochs,
      terms: this.terms,
      control: this.control,
      signal: this.options.signal,
      onEvent: (event) => this.tell(event),
      onEpochEnd: () => this.keepCheckpoint(line),
    });
  }

  private keepCheckpoint(line: LineUp): void {
    this.last = takeCheckpoint(line, this.terms.read(), { ...this.origin(), backend: this.backend });
    this.options.onCheckpoint?.(this.last);
  }

  private resume(checkpoint: RaceCheckpoint): void {
    requireSameRace(checkpoint, this.origin());
    this.last = checkpoint;
    this.terms.restore(checkpoint.terms);
    this.tellRestored();
    if (checkpoint.backend === this.backend) return;
    const sentence = `This training began on ${checkpoint.backend} and goes on on ${this.backend}: its numbers may differ in the last digits.`;
    this.tell({ kind: 'notice', sentence });
  }

  private tellRestored(): void {
    this.tell({ kind: 'restored', curves: this.last?.curves ?? {}, changes: this.terms.changes });
  }

  private origin() {
    const { dataKeys = [], seed } = this.options;
    return { spec: this.spec, dataKeys, beats: beatsOf(this.dataset), seed };
  }

  private tell(event: TrainingEvent): void {
    this.options.onEvent?.(event);
  }
}
