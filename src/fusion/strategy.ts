import type { FusionPlan, LayerSpec } from './model-spec';

/** Everything a strategy may look at. Shapes are those of the representations at the working rate. */
export interface FusionInputs {
  readonly branches: readonly { readonly representation: string; readonly shape: readonly number[] }[];
  readonly classes: number;
  /** After the head's hidden layer. */
  readonly dropout: number;
  /** At the end of each convolutional encoder. */
  readonly encoderDropout: number;
  readonly earlyBalance: 'none' | 'equal';
}

/** One way to merge modalities. `build` throws nothing: any one or more branches make a plan. */
export interface FusionStrategy {
  readonly id: string;
  /** Where the streams meet, in a few words. */
  readonly subtitle: string;
  /** One paragraph that teaches what it does, what it is good at and what goes wrong. */
  readonly teaches: string;
  build(inputs: FusionInputs): FusionPlan;
}

/** The hidden part of every head: one dense layer that sees all that was merged. */
export function headLayers(
  units: number,
  { classes, dropout }: Pick<FusionInputs, 'classes' | 'dropout'>,
): LayerSpec[] {
  const regularised: LayerSpec[] = dropout > 0 ? [{ kind: 'dropout', rate: dropout }] : [];
  return [{ kind: 'dense', units }, { kind: 'relu' }, ...regularised, { kind: 'dense', units: classes }];
}
