/** Numbers that judge a trained strategy on one part of a dataset. */

export interface ClassMetrics {
  /** Sensitivity (recall); NaN where the part has no such beat. */
  readonly se: number;
  /** Positive predictivity (precision); NaN where nothing was called so. */
  readonly ppv: number;
  /** Harmonic mean of both; 0 where nothing was called right, NaN where the class is neither present nor called. */
  readonly f1: number;
  /** Beats of the class in the part. */
  readonly support: number;
}

export interface Evaluation {
  readonly accuracy: number;
  /** Mean sensitivity over the classes that are present. */
  readonly balancedAccuracy: number;
  /** Mean F1 over the classes that are present. */
  readonly macroF1: number;
  /** By class id. */
  readonly perClass: Readonly<Record<string, ClassMetrics>>;
  /** `[true class][called class]` beats. */
  readonly confusion: readonly (readonly number[])[];
}

/** What a model says of every beat of a part. */
export interface Predictions {
  /** `[beat]` index into the classes. */
  readonly labels: Uint8Array;
  /** `[beat, class]`, row-major; each row sums to 1. */
  readonly probabilities: Float32Array;
  readonly classCount: number;
}
