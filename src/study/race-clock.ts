/** What a small dense model costs beside its arithmetic, in multiply-accumulates a beat: gathering and launching. */
const OVERHEAD = 100_000;

/** How far a race is and how long it will take, from the arithmetic of its models and the time that passed. */
export class RaceClock {
  private readonly started = performance.now();
  private readonly costs: readonly number[];
  private readonly round: number;

  /** `costs` in multiply-accumulates a beat, in the order in which the models train in each epoch. */
  constructor(
    costs: readonly number[],
    private readonly epochs: number,
  ) {
    this.costs = costs.map((cost) => cost + OVERHEAD);
    this.round = this.costs.reduce((sum, cost) => sum + cost, 0);
  }

  /** During epoch `epoch` (1 is the first) of model `index`, of which `fraction` is done. */
  at(epoch: number, index: number, fraction: number): { readonly totalFraction: number; readonly secondsLeft: number } {
    const before = this.costs.slice(0, index).reduce((sum, cost) => sum + cost, 0);
    const done = (epoch - 1) * this.round + before + fraction * (this.costs[index] as number);
    const totalFraction = done / (this.round * this.epochs);
    const seconds = (performance.now() - this.started) / 1000;
    return { totalFraction, secondsLeft: (seconds * (1 - totalFraction)) / totalFraction };
  }
}
