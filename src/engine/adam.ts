import { add, dispose, div, keep, mul, sqrt, square, sub, type Tensor1D, zerosLike } from '@tensorflow/tfjs-core';

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-7;

/** Adam (Kingma & Ba 2015) with decoupled weight decay (Loshchilov & Hutter 2019), over one vector of all weights. */
export class Adam {
  private first: Tensor1D;
  private second: Tensor1D;
  private steps = 0;

  constructor(parameters: Tensor1D) {
    this.first = keep(zerosLike(parameters));
    this.second = keep(zerosLike(parameters));
  }

  /** The parameters after one step. Call inside `tidy`; the moments are kept. */
  update(parameters: Tensor1D, gradient: Tensor1D, learningRate: number, weightDecay: number): Tensor1D {
    this.steps += 1;
    const first = add(mul(this.first, FIRST_DECAY), mul(gradient, 1 - FIRST_DECAY)) as Tensor1D;
    const second = add(mul(this.second, SECOND_DECAY), mul(square(gradient), 1 - SECOND_DECAY)) as Tensor1D;
    this.keepMoments(first, second);
    const rate = (learningRate * Math.sqrt(1 - SECOND_DECAY ** this.steps)) / (1 - FIRST_DECAY ** this.steps);
    const moved = sub(parameters, mul(div(first, add(sqrt(second), EPSILON)), rate));
    return (weightDecay > 0 ? sub(moved, mul(parameters, learningRate * weightDecay)) : moved) as Tensor1D;
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

/** Half a cosine from `peak` at step 0 to 0 after `total` steps (Loshchilov & Hutter 2017). */
export function cosineRate(peak: number, step: number, total: number): number {
  return (peak / 2) * (1 + Math.cos((Math.PI * step) / total));
}
