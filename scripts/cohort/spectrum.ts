/** Where the variance of an unevenly sampled series lies: slow, Mayer-wave and respiratory bands (Task Force, Circulation 93(5), 1996). */

export const MAYER_BAND_HZ = [0.04, 0.15] as const;
export const RESPIRATORY_BAND_HZ = [0.15, 0.4] as const;

export interface BandShares {
  readonly slowShare: number;
  readonly mayerShare: number;
  readonly respiratoryShare: number;
  /** Mean frequency, weighted with power, within the Mayer and within the respiratory band. */
  readonly mayerHz: number;
  readonly respiratoryHz: number;
}

/** Shares of the variance up to 0.4 Hz, from a Hann-windowed DFT of the series brought to 4 Hz by linear interpolation. */
export function bandShares(seconds: readonly number[], values: readonly number[]): BandShares {
  const even = evenly(seconds, values, 4);
  const length = even.length;
  const level = even.reduce((sum, value) => sum + value, 0) / length;
  const windowed = even.map((value, n) => (value - level) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length)));
  const lines: { hz: number; power: number }[] = [];
  for (let bin = 1; (bin * 4) / length <= RESPIRATORY_BAND_HZ[1]; bin++) {
    let real = 0;
    let imaginary = 0;
    windowed.forEach((value, n) => {
      const angle = (2 * Math.PI * bin * n) / length;
      real += value * Math.cos(angle);
      imaginary -= value * Math.sin(angle);
    });
    lines.push({ hz: (bin * 4) / length, power: real * real + imaginary * imaginary });
  }
  const total = lines.reduce((sum, { power }) => sum + power, 0);
  const within = ([low, high]: readonly [number, number]) => lines.filter(({ hz }) => hz >= low && hz < high);
  const share = (band: typeof lines) => band.reduce((sum, { power }) => sum + power, 0) / total;
  const centre = (band: typeof lines) =>
    band.reduce((sum, { hz, power }) => sum + hz * power, 0) / band.reduce((sum, { power }) => sum + power, 0);
  const mayer = within(MAYER_BAND_HZ);
  const respiratory = within(RESPIRATORY_BAND_HZ);
  return {
    slowShare: 1 - share(mayer) - share(respiratory),
    mayerShare: share(mayer),
    respiratoryShare: share(respiratory),
    mayerHz: centre(mayer),
    respiratoryHz: centre(respiratory),
  };
}

function evenly(seconds: readonly number[], values: readonly number[], rateHz: number): number[] {
  const even: number[] = [];
  let after = 1;
  for (let time = seconds[0] as number; time <= (seconds.at(-1) as number); time += 1 / rateHz) {
    while ((seconds[after] as number) < time) after++;
    const [from, to] = [seconds[after - 1] as number, seconds[after] as number];
    const fraction = (time - from) / (to - from);
    even.push((values[after - 1] as number) * (1 - fraction) + (values[after] as number) * fraction);
  }
  return even;
}
