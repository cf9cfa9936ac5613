import type { ConfusionMatrixInput } from '.';

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly ConfusionMatrixInput[] = [
  { strategy: 'Early', classes: [], confusion: [] },
  {
    strategy: 'Early',
    classes: ['N', 'S', 'V', 'F'],
    confusion: [
      [4000, 120, 30, 0],
      [60, 12, 5, 1],
      [20, 0, 300, 7],
      [0, 0, 0, 0],
    ],
  },
  {
    strategy: 'Time only',
    classes: ['-1', '1'],
    confusion: [
      [30, 6],
      [6, 58],
    ],
  },
];
