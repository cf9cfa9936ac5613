/** A model as data: the engine runs it, the diagram draws it, the parameter counter counts it. Plain JSON. */

export type LayerSpec =
  /** `same` padding, stride 1, no bias where batch normalisation follows. */
  | { readonly kind: 'conv1d'; readonly filters: number; readonly kernel: number; readonly bias: boolean }
  | { readonly kind: 'conv2d'; readonly filters: number; readonly kernel: number; readonly bias: boolean }
  | { readonly kind: 'batchNorm' }
  | { readonly kind: 'relu' }
  /** Window and stride 2 along every spatial axis; an odd last sample is dropped. */
  | { readonly kind: 'averagePool' }
  | { readonly kind: 'globalAveragePool' }
  | { readonly kind: 'flatten' }
  /** Multiplies by a constant: how the equal-weight cure of early fusion enters the model. */
  | { readonly kind: 'scale'; readonly factor: number }
  | { readonly kind: 'dense'; readonly units: number }
  | { readonly kind: 'dropout'; readonly rate: number };

export interface BranchSpec {
  readonly representation: string;
  /** Without the batch: `[256, 1]`, `[32, 32, 1]`, `[64]`. */
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerSpec[];
}

export interface ModelSpec {
  readonly version: 1;
  readonly name: string;
  readonly branches: readonly BranchSpec[];
  /** Branch outputs are concatenated along their last axis in the order of `branches`, then pass through the head. */
  readonly head: readonly LayerSpec[];
  /** Logits of the last dense layer. */
  readonly classes: number;
}

/** What a fusion strategy turns a choice of branches into. */
export interface FusionPlan {
  readonly strategy: string;
  /** One model, or one for each member that is trained independently of the others. */
  readonly members: readonly ModelSpec[];
  /** `average`: the members' probabilities are averaged with weights that are fitted on the validation part. */
  readonly combination: 'single' | 'average';
}
