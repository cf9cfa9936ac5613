import type { FeatureCountsInput } from '.';

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly FeatureCountsInput[] = [
  { modalities: [] },
  {
    modalities: [
      { representation: 'time', label: 'Time', features: 256 },
      { representation: 'wavelet', label: 'A modality without a colour of its own', features: 0 },
    ],
  },
];
