/** The beat's energy in bands that wavelets cut out. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { SCALING_FILTERS, WAVELETS } from '../../signals/daubechies';
import { createPacketEnergies } from '../../signals/wavelet-packets';
import { aroundTheMiddle, BEAT_WINDOW_PARAMETERS, beatWindowOf, cutSegment, windowStart } from '../beat-window';
import { choiceParameter, numberParameter } from '../parameters';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerUnit } from '../power-scale';
import { HIGHEST_FREQUENCY_PARAMETER } from '../spectral-grid';

const FEWEST_PACKETS = 8;

const PACKET_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'level',
    label: 'Splits',
    why: 'How often bands are halved. Six make 64 bands, 2 Hz wide at 256 Hz, each from a few coefficients only; fewer are steadier. Three or four are so wide that the lowest eight stay, whatever the highest frequency.',
    unit: 'times',
    minimum: 3,
    maximum: 6,
    step: 1,
    initial: 6,
  },
  {
    kind: 'choice',
    key: 'wavelet',
    label: 'Wavelet',
    why: 'A longer filter cuts its bands cleaner and blurs time more. Haar is the shortest and leaks most; db4 resembles a QRS complex.',
    options: [
      { value: 'haar', label: 'Haar (2 taps)' },
      { value: 'db2', label: 'Daubechies 2 (4 taps)' },
      { value: 'db4', label: 'Daubechies 4 (8 taps)' },
    ],
    initial: 'db4',
  },
];

const TEACHES =
  'A filter bank that was made to lose nothing. The beat is split into a lower and an upper half of its frequencies, each of them again, and ' +
  'so on; every split leaves every second sample out, so that there are as many numbers after it as before, and their energies sum to that ' +
  'of the beat exactly, because the filters of Daubechies are orthogonal. What is shown is the energy of each band, as a density, in order ' +
  'of frequency. Against an FFT the bands have soft borders and overlap, which is the price of filters that are short in time: a ' +
  'brief QRS complex is not smeared by a taper, and there is no taper to hide the ends of the window. Energy forgets when, and ' +
  'since every second sample is left out it trembles a little as the beat is shifted. Two things of the ' +
  'tree are not used here: choosing the best of its many bases for each class, and the coefficients themselves.';

export const definition: RepresentationDefinition = {
  id: 'wavelet-packets',
  label: 'Wavelet packets',
  subtitle: 'energy of Daubechies bands',
  teaches: TEACHES,
  parameters: [...BEAT_WINDOW_PARAMETERS, ...PACKET_PARAMETERS, HIGHEST_FREQUENCY_PARAMETER, ...POWER_SCALE_PARAMETERS],
  normalisation: 'feature',
  shape: (parameters, samplingRateHz) => [packetsKept(parameters, samplingRateHz)],
  axes(parameters, samplingRateHz) {
    const widthHz = samplingRateHz / 2 / packetsIn(parameters);
    const length = packetsKept(parameters, samplingRateHz);
    const values = Float64Array.from({ length }, (_, packet) => (packet + 0.5) * widthHz);
    return [{ label: 'middle of the band', unit: 'Hz', values }];
  },
  valueUnit: powerUnit,
  forWindows: aroundTheMiddle,
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const packets = packetsIn(parameters);
    const kept = packetsKept(parameters, samplingRateHz);
    // A few more samples of the lead rather than zeros, so that the length can be halved.
    const segment = new Float64Array(Math.ceil(window.length / packets) * packets);
    const scaling = SCALING_FILTERS[choiceParameter(parameters, 'wavelet', WAVELETS)];
    const writeEnergies = createPacketEnergies(segment.length, numberParameter(parameters, 'level'), scaling);
    const energies = new Float64Array(packets);
    const density = (2 * packets) / (samplingRateHz * segment.length);
    const rescale = createPowerScale(parameters);
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window), segment.length, segment);
      writeEnergies(segment, energies);
      for (let packet = 0; packet < kept; packet++) out[packet] = density * (energies[packet] as number);
      rescale(out, kept);
    };
  },
};

function packetsIn(parameters: ParameterValues): number {
  return 2 ** numberParameter(parameters, 'level');
}

/** Those that begin below the highest frequency, and eight at least. */
function packetsKept(parameters: ParameterValues, samplingRateHz: number): number {
  const packets = packetsIn(parameters);
  const below = Math.ceil((numberParameter(parameters, 'highestHz') * 2 * packets) / samplingRateHz);
  return Math.min(packets, Math.max(FEWEST_PACKETS, below));
}
