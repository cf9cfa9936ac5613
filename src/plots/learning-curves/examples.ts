import type { LearningCurvesInput } from '.';

const rising = {
  trainLoss: [1.2, 0.7],
  trainAccuracy: [0.61, 0.83],
  validationLoss: [1.1, 0.9],
  validationAccuracy: [0.58, 0.79],
};
const broken = {
  trainLoss: [Number.NaN],
  trainAccuracy: [0.4],
  validationLoss: [Number.NaN],
  validationAccuracy: [Number.NaN],
};

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly LearningCurvesInput[] = [
  { metric: 'accuracy', parts: ['validation'], epochs: 6, changes: [], strategies: [] },
  ...(['accuracy', 'loss'] as const).map((metric) => ({
    metric,
    parts: ['validation', 'train'] as const,
    epochs: 6,
    changes: [{ epoch: 1.5, label: 'learning rate 0.001 → 0.0005' }],
    strategies: [
      { id: 'time', label: 'Time only', shortLabel: 'Time', representation: 'time', curves: rising },
      { id: 'early', label: 'Early', shortLabel: 'Early', representation: null, curves: broken },
    ],
  })),
];
