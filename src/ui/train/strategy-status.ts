import type { Race } from '../../lab/state';

export type StrategyState = 'waiting' | 'training' | 'done' | 'stopped';

export interface StrategyStatus {
  readonly strategy: string;
  readonly state: StrategyState;
  /** Epochs behind it. */
  readonly epochs: number;
  /** After the last epoch; NaN before the first. */
  readonly validationAccuracy: number;
}

/** Where each strategy of a race stands. A strategy whose members are training (late fusion) is training. */
export function statusesOf(race: Race): StrategyStatus[] {
  const training = strategyInTraining(race);
  return race.planned.map(({ strategy }) => {
    const accuracies = race.curves[strategy]?.validationAccuracy ?? [];
    return {
      strategy,
      state: stateOf(race, strategy, training),
      epochs: accuracies.length,
      validationAccuracy: accuracies.at(-1) ?? Number.NaN,
    };
  });
}

function stateOf(race: Race, strategy: string, training: string | undefined): StrategyState {
  if (race.results.some((result) => result.strategy === strategy)) return 'done';
  if (!isRunning(race)) return 'stopped';
  return strategy === training ? 'training' : 'waiting';
}

/** Progress names a strategy, or a branch that late fusion trains: then it is the first unfinished one that has that branch. */
function strategyInTraining({ progress, planned, results }: Race): string | undefined {
  if (!progress) return undefined;
  const open = planned.filter(({ strategy }) => !results.some((result) => result.strategy === strategy));
  const own = open.find(({ strategy }) => strategy === progress.training);
  return (own ?? open.find(({ branches }) => branches.includes(progress.training)))?.strategy;
}

export function isRunning({ status }: Race): boolean {
  return status === 'preparing' || status === 'training' || status === 'cancelling';
}
