import type { PerClassInput } from '.';

const absent = { se: Number.NaN, ppv: Number.NaN, f1: Number.NaN, support: 0 };

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly PerClassInput[] = [
  { classes: ['N', 'F'], strategies: [] },
  {
    classes: ['N', 'F'],
    strategies: [
      {
        id: 'late',
        label: 'Late',
        shortLabel: 'Late',
        representation: null,
        perClass: { N: { se: 0.97, ppv: 0.94, f1: 0.955, support: 900 }, F: absent },
      },
      { id: 'rhythm', label: 'Rhythm only', shortLabel: 'Rhythm', representation: 'rhythm', perClass: {} },
    ],
  },
];
