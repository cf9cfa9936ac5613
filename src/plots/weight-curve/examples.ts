import type { WeightCurveInput } from '.';

const curve = [0, 0.25, 0.5, 0.75, 1].map((weight) => ({
  weight,
  validation: 0.9 - (weight - 0.4) ** 2,
  test: weight === 1 ? Number.NaN : 0.85 - (weight - 0.6) ** 2,
}));
const fitted = { weight: 0.4, validation: 0.9, test: 0.81 };

/** What the laws in tests/contract are checked on; the first is empty. */
export const examples: readonly WeightCurveInput[] = [
  { member: 'Time', representation: 'time', curve: [], fitted: null, dragged: null },
  { member: 'Time', representation: 'time', curve, fitted, dragged: null },
  { member: 'Time', representation: 'time', curve, fitted, dragged: { weight: 0.63, validation: 0.847, test: 0.849 } },
];
