/** Accuracy, sensitivity, positive predictivity, F1 and the confusion matrix, as EC57 and scikit-learn define them. */

import type { ClassMetrics, Evaluation, Predictions } from '../domain/evaluation';

/** `[beat]` index of the most probable class; of equals the first. */
export function calledClasses({ labels, probabilities, classCount }: Predictions): Uint8Array {
  const called = new Uint8Array(labels.length);
  for (let beat = 0; beat < labels.length; beat++) {
    const row = beat * classCount;
    let best = 0;
    for (let index = 1; index < classCount; index++) {
      if ((probabilities[row + index] as number) > (probabilities[row + best] as number)) best = index;
    }
    called[beat] = best;
  }
  return called;
}

/** `[true class][called class]` beats. */
export function confusionMatrix(predictions: Predictions): number[][] {
  const { labels, classCount } = predictions;
  const called = calledClasses(predictions);
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let beat = 0; beat < labels.length; beat++) {
    const row = confusion[labels[beat] as number] as number[];
    row[called[beat] as number] = (row[called[beat] as number] as number) + 1;
  }
  return confusion;
}

/** The share of beats that are called right; NaN where there are none. Cheaper than `evaluate` where nothing else is needed. */
export function accuracyOf(predictions: Predictions): number {
  const called = calledClasses(predictions);
  let hits = 0;
  for (let beat = 0; beat < called.length; beat++) if (called[beat] === predictions.labels[beat]) hits += 1;
  return hits / called.length;
}

/** Mean negative natural logarithm of the true class's probability, each beat weighted by its class (1 by default). */
export function crossEntropyOf(
  { labels, probabilities, classCount }: Predictions,
  classWeights?: readonly number[],
): number {
  let sum = 0;
  let total = 0;
  for (let beat = 0; beat < labels.length; beat++) {
    const label = labels[beat] as number;
    const weight = classWeights ? (classWeights[label] as number) : 1;
    sum -= weight * Math.log(Math.max(probabilities[beat * classCount + label] as number, 1e-12));
    total += weight;
  }
  return sum / total;
}

/** `classes`: their ids, in the order of the labels. */
export function evaluate(predictions: Predictions, classes: readonly string[]): Evaluation {
  return evaluateConfusion(confusionMatrix(predictions), classes);
}

/** All of `Evaluation` follows from the confusion matrix. */
export function evaluateConfusion(confusion: readonly (readonly number[])[], classes: readonly string[]): Evaluation {
  const metrics = classes.map((_, index) => classMetrics(confusion, index));
  const present = metrics.filter(({ support }) => support > 0);
  const total = sum(confusion.flat());
  const hits = sum(confusion.map((row, index) => row[index] as number));
  return {
    accuracy: hits / total,
    balancedAccuracy: mean(present.map(({ se }) => se)),
    macroF1: mean(present.map(({ f1 }) => f1)),
    perClass: Object.fromEntries(classes.map((name, index) => [name, metrics[index] as ClassMetrics])),
    confusion,
  };
}

function classMetrics(confusion: readonly (readonly number[])[], index: number): ClassMetrics {
  const hits = confusion[index]?.[index] as number;
  const support = sum(confusion[index] as readonly number[]);
  const called = sum(confusion.map((row) => row[index] as number));
  return { se: hits / support, ppv: hits / called, f1: (2 * hits) / (support + called), support };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
