import {
  add,
  dispose,
  div,
  keep,
  mul,
  sqrt,
  square,
  sub,
  type Tensor1D,
  tensor1d,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { biasCorrection, EPSILON, FIRST_DECAY, SECOND_DECAY } from '../adam';
import type { StepSettings } from '../executor';

/** Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019), over one vector of all weights. */
export class Adam {
  /** Running means of the gradient and of its square, `[parameter]`, owned by the optimiser. */
  first: Tensor1D;
  second: Tensor1D;

  constructor(parameters: Tensor1D) {
    this.first = keep(zerosLike(parameters));
    this.second = keep(zerosLike(parameters));
  }

  /** The parameters after step `step` (the first is 1). Call inside `tidy`; the moments are kept. */
  update(
    parameters: Tensor1D,
    gradient: Tensor1D,
    step: number,
    { learningRate, weightDecay }: Pick<StepSettings, 'learningRate' | 'weightDecay'>,
  ): Tensor1D {
    const first = add(mul(this.first, FIRST_DECAY), mul(gradient, 1 - FIRST_DECAY)) as Tensor1D;
    const second = add(mul(this.second, SECOND_DECAY), mul(square(gradient), 1 - SECOND_DECAY)) as Tensor1D;
    this.keepMoments(first, second);
    const rate = learningRate * biasCorrection(step);
    const moved = sub(parameters, mul(div(first, add(sqrt(second), EPSILON)), rate));
    return (weightDecay > 0 ? sub(moved, mul(parameters, learningRate * weightDecay)) : moved) as Tensor1D;
  }

  /** Goes on from moments that were saved. */
  restore(first: Float32Array, second: Float32Array): void {
    this.keepMoments(tensor1d(first), tensor1d(second));
  }

  dispose(): void {
    dispose([this.first, this.second]);
  }

  private keepMoments(first: Tensor1D, second: Tensor1D): void {
    dispose([this.first, this.second]);
    this.first = keep(first);
    this.second = keep(second);
  }
}
