/** What all models of a race train under, and may be changed while they do. */

import { classWeights } from '../datasets/class-weights';
import type { ClassWeighting, TrainingSettings } from '../domain/experiment';
import type { RaceCommand, SettingChange } from '../domain/training';

/** A change before it is known where on the curves it falls. */
type Change = Pick<SettingChange, 'what' | 'from' | 'to'>;

export interface TermsState {
  /** The peak of the schedule. */
  readonly learningRate: number;
  readonly classWeighting: ClassWeighting;
  readonly changes: readonly SettingChange[];
}

export class RaceTerms {
  learningRate: number;
  classWeighting: ClassWeighting;
  changes: readonly SettingChange[] = [];

  constructor(
    { learningRate, classWeighting }: Pick<TrainingSettings, 'learningRate' | 'classWeighting'>,
    /** `[class]` beats of the training part. */
    private readonly counts: readonly number[],
  ) {
    this.learningRate = learningRate;
    this.classWeighting = classWeighting;
  }

  /** `[class]`; their mean over the training beats is 1. */
  get classWeights(): number[] {
    return classWeights(this.counts, this.classWeighting);
  }

  /** What `command` changes; null where everything is so already. */
  apply(command: RaceCommand): Change | null {
    if (command.kind === 'changeLearningRate') return this.change('learningRate', command.learningRate);
    if (command.kind === 'changeClassWeighting') return this.change('classWeighting', command.classWeighting);
    return null;
  }

  read(): TermsState {
    const { learningRate, classWeighting, changes } = this;
    return { learningRate, classWeighting, changes };
  }

  restore({ learningRate, classWeighting, changes }: TermsState): void {
    Object.assign(this, { learningRate, classWeighting, changes });
  }

  private change<What extends SettingChange['what']>(what: What, to: RaceTerms[What]): Change | null {
    const from = this[what];
    if (from === to) return null;
    Object.assign(this, { [what]: to });
    return { what, from, to };
  }
}
