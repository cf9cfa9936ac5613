/** What a small dense model costs beside its arithmetic, in multiply-accumulates a beat: gathering and launching. */
const OVERHEAD = 100_000;

/** A model as the clock sees it. */
export interface Timed {
  /** Multiply-accumulates a beat. */
  readonly cost: number;
  /** Whole epochs trained. */
  readonly epochs: number;
  /** It trains until the last epoch, as far as is known. */
  readonly isTraining: boolean;
}

/** How far a race is and how long it will take, from the arithmetic of its models and the time that passed. */
export class RaceClock {
  private readonly started = performance.now();
  private readonly doneBefore: number;
  private pausedMilliseconds = 0;

  constructor(
    private readonly models: readonly Timed[],
    private readonly epochs: number,
  ) {
    this.doneBefore = this.done();
  }

  /** While `model` trains, of whose present epoch `fraction` is done. A model that trains no more is waited for no more. */
  at(model: Timed, fraction: number): { readonly totalFraction: number; readonly secondsLeft: number } {
    const done = this.done() + fraction * weightOf(model);
    const ahead = this.models
      .filter(({ isTraining }) => isTraining)
      .reduce((sum, each) => sum + (this.epochs - each.epochs) * weightOf(each), 0);
    const left = ahead - fraction * weightOf(model);
    const seconds = (performance.now() - this.started - this.pausedMilliseconds) / 1000;
    return { totalFraction: done / (done + left), secondsLeft: (seconds * left) / (done - this.doneBefore) };
  }

  /** Time in which nothing could be done. */
  leaveOut(milliseconds: number): void {
    this.pausedMilliseconds += milliseconds;
  }

  private done(): number {
    return this.models.reduce((sum, model) => sum + model.epochs * weightOf(model), 0);
  }
}

const weightOf = ({ cost }: Timed): number => cost + OVERHEAD;
