/** The continuous wavelet transform with the Morlet wavelet, at chosen frequencies and moments. */

/** Scales at which a wavelet is cut off on either side: there it has fallen to 4e-6 of its peak. */
const SCALES_KEPT = 5;

export interface MorletTransform {
  /** Samples that the longest wavelet needs on either side of its centre. */
  readonly reach: number;
  /**
   * Writes the power density (unit² / Hz) around `samples[centre]` at each frequency to `out[at]`, `out[at + stride]`, ...
   * `samples` must reach `reach` beyond the centre on both sides. Allocates nothing.
   */
  write(samples: Float64Array, centre: number, out: Float64Array, at: number, stride: number): void;
}

export interface MorletSpec {
  readonly samplingRateHz: number;
  readonly frequenciesHz: Float64Array;
  /** Oscillations under the bell, in radians a scale: more tell frequencies apart, fewer tell moments apart. */
  readonly omega0: number;
}

/** Half of a wavelet, `[k]` from its centre: the real part is even and the imaginary one odd. */
interface HalfWavelet {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Torrence & Compo, Bull. Amer. Meteor. Soc. 79(1), 1998: wavelet of unit energy (eq. 6 to 8), scale of a frequency from the
 * Fourier wavelength of the Morlet wavelet (table 1). White noise of variance v has then the expected power v at every scale;
 * times two over the sampling rate it is the one-sided density that a spectrogram shows of the same noise.
 */
export function createMorletTransform({ samplingRateHz, frequenciesHz, omega0 }: MorletSpec): MorletTransform {
  const wavelets = Array.from(frequenciesHz, (frequencyHz) => halfWavelet(frequencyHz, samplingRateHz, omega0));
  const reach = Math.max(...wavelets.map(({ real }) => real.length - 1));
  const scale = 2 / samplingRateHz;
  return {
    reach,
    write(samples, centre, out, at, stride) {
      for (let row = 0; row < wavelets.length; row++) {
        out[at + row * stride] = scale * powerAt(samples, centre, wavelets[row] as HalfWavelet);
      }
    },
  };
}

function halfWavelet(frequencyHz: number, samplingRateHz: number, omega0: number): HalfWavelet {
  const scaleSeconds = (omega0 + Math.sqrt(2 + omega0 * omega0)) / (4 * Math.PI * frequencyHz);
  const scaleSamples = scaleSeconds * samplingRateHz;
  const length = Math.ceil(SCALES_KEPT * scaleSamples) + 1;
  const height = Math.PI ** -0.25 / Math.sqrt(scaleSamples);
  const bell = Float64Array.from({ length }, (_, k) => height * Math.exp(-0.5 * (k / scaleSamples) ** 2));
  return {
    real: bell.map((value, k) => value * Math.cos((omega0 * k) / scaleSamples)),
    imaginary: bell.map((value, k) => value * Math.sin((omega0 * k) / scaleSamples)),
  };
}

function powerAt(samples: Float64Array, centre: number, { real, imaginary }: HalfWavelet): number {
  let re = (samples[centre] as number) * (real[0] as number);
  let im = 0;
  for (let k = 1; k < real.length; k++) {
    const after = samples[centre + k] as number;
    const before = samples[centre - k] as number;
    re += (after + before) * (real[k] as number);
    im += (after - before) * (imaginary[k] as number);
  }
  return re * re + im * im;
}
