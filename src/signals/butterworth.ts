/** Design of the band-pass as second-order sections, which stay accurate at 0.5 Hz where one long polynomial does not. */

/** `[section, 6]` row-major: b0 b1 b2 1 a1 a2, applied in order. */
export type SecondOrderSections = Float64Array;

interface Complex {
  readonly re: number;
  readonly im: number;
}

interface Section {
  readonly poles: readonly [Complex, Complex];
  readonly zeros: readonly [number, number];
}

/**
 * Butterworth band-pass of `order` (so `order` sections and `2 * order` poles), edges at -3 dB, made by the bilinear
 * transform of the analogue prototype with pre-warped edges (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.1).
 * Pairing of poles and zeros, order of the sections and place of the gain are those of SciPy's `butter(..., output='sos')`.
 *
 * @throws RangeError unless 0 < lowHz < highHz < samplingRateHz / 2 and order is a positive whole number.
 */
export function butterworthBandPass(
  order: number,
  lowHz: number,
  highHz: number,
  samplingRateHz: number,
): SecondOrderSections {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`A filter of order ${order} cannot be designed.`);
  if (!(lowHz > 0 && lowHz < highHz && highHz < samplingRateHz / 2)) {
    throw new RangeError(`No band-pass from ${lowHz} to ${highHz} Hz exists at ${samplingRateHz} Hz.`);
  }
  const low = 4 * Math.tan((Math.PI * lowHz) / samplingRateHz);
  const high = 4 * Math.tan((Math.PI * highHz) / samplingRateHz);
  const analogue = bandPassPoles(order, low, high);
  const gain = analogue.reduce(
    (product, { re, im }) => product / (im === 0 ? 4 - re : (4 - re) ** 2 + im ** 2),
    ((high - low) * 4) ** order,
  );
  const digital = analogue.map(bilinear).sort((a, b) => a.re - b.re || a.im - b.im);
  return coefficientsOf(pair(digital, order), gain);
}

/** Poles of the analogue band-pass: the real ones, and of each conjugate pair the one with a positive imaginary part. */
function bandPassPoles(order: number, low: number, high: number): Complex[] {
  const half = (high - low) / 2;
  const centreSquared = low * high;
  const poles: Complex[] = [];
  for (let index = 0; index < Math.floor(order / 2); index++) {
    const angle = (Math.PI * (order - 1 - 2 * index)) / (2 * order);
    const re = -half * Math.cos(angle);
    const im = half * Math.sin(angle);
    const root = squareRoot(re * re - im * im - centreSquared, 2 * re * im);
    poles.push(upper(re + root.re, im + root.im), upper(re - root.re, im - root.im));
  }
  if (order % 2 === 1) {
    const root = squareRoot(half * half - centreSquared, 0);
    poles.push(upper(-half + root.re, root.im));
    if (root.im === 0) poles.push({ re: -half - root.re, im: 0 });
  }
  return poles;
}

function upper(re: number, im: number): Complex {
  return { re, im: Math.abs(im) };
}

/** Principal square root of re + i im. */
function squareRoot(re: number, im: number): Complex {
  const modulus = Math.hypot(re, im);
  const real = Math.sqrt((modulus + re) / 2);
  const imaginary = Math.sqrt((modulus - re) / 2);
  return { re: real, im: im < 0 ? -imaginary : imaginary };
}

/** (4 + s) / (4 - s): the bilinear transform at a rate of 2, to which the edges were warped. */
function bilinear({ re, im }: Complex): Complex {
  const norm = (4 - re) ** 2 + im ** 2;
  return { re: ((4 + re) * (4 - re) - im * im) / norm, im: (8 * im) / norm };
}

/** The pole nearest the unit circle takes the zeros nearest to it and goes last, so that its resonance meets the tamest signal. */
function pair(poles: readonly Complex[], order: number): Section[] {
  const complex = poles.filter(({ im }) => im > 0);
  const real = poles.filter(({ im }) => im === 0);
  const left = [...complex, ...real];
  const zeros = [...Array<number>(order).fill(-1), ...Array<number>(order).fill(1)];
  const sections: Section[] = [];
  while (left.length > 0) {
    const pole = take(left, ({ re, im }) => Math.abs(1 - Math.hypot(re, im)));
    const partner =
      pole.im > 0
        ? { re: pole.re, im: -pole.im }
        : take(left, ({ re, im }) => (im > 0 ? Number.POSITIVE_INFINITY : Math.abs(1 - Math.abs(re))));
    const distance = (zero: number): number => Math.hypot(zero - pole.re, pole.im);
    sections.unshift({ poles: [pole, partner], zeros: [take(zeros, distance), take(zeros, distance)] });
  }
  return sections;
}

/** Removes and returns the first item with the lowest cost. */
function take<T>(items: T[], cost: (item: T) => number): T {
  let best = 0;
  for (let index = 1; index < items.length; index++) {
    if (cost(items[index] as T) < cost(items[best] as T)) best = index;
  }
  return items.splice(best, 1)[0] as T;
}

function coefficientsOf(sections: readonly Section[], gain: number): SecondOrderSections {
  const rows = sections.map(({ poles: [p, q], zeros: [z, y] }, index) => {
    const scale = index === 0 ? gain : 1;
    return [scale, -scale * (z + y), scale * z * y, 1, -(p.re + q.re), p.re * q.re - p.im * q.im];
  });
  return Float64Array.from(rows.flat());
}
