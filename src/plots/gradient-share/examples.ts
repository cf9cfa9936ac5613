import type { GradientShareInput } from '.';

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly GradientShareInput[] = [
  { modalities: [] },
  {
    modalities: [
      { representation: 'time', label: 'Time', shares: [0.31, 0.28, 0.25], featureShare: 0.19 },
      { representation: 'spectrogram', label: 'Spectrogram', shares: [0.69, 0.72, Number.NaN], featureShare: 0.81 },
    ],
  },
];
