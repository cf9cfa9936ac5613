/** The beat as a picture whose grain is finer in time where it is coarser in frequency. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { createMorletTransform } from '../../signals/morlet';
import {
  aroundTheMiddle,
  BEAT_WINDOW_PARAMETERS,
  beatWindowOf,
  cutSegment,
  timeAxis,
  windowStart,
} from '../beat-window';
import { numberParameter } from '../parameters';
import { FRAMES_PARAMETER, frameCentres } from '../picture-frames';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerUnit } from '../power-scale';
import { HIGHEST_FREQUENCY_PARAMETER } from '../spectral-grid';

const WAVELET_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'omega0',
    label: 'Oscillations (\u03c9\u2080)',
    why: 'How many waves stand under the bell of the wavelet. More tell frequencies apart and blur time; 6 is the usual choice.',
    unit: '',
    minimum: 4,
    maximum: 10,
    step: 0.5,
    initial: 6,
  },
  {
    kind: 'number',
    key: 'rows',
    label: 'Frequencies',
    why: 'Rows of the picture, the same ratio apart. More draw the same picture more smoothly; they tell nothing new apart.',
    unit: 'rows',
    minimum: 16,
    maximum: 48,
    step: 8,
    initial: 32,
  },
  {
    kind: 'number',
    key: 'lowestHz',
    label: 'Lowest frequency',
    why: 'The lowest row. A wavelet of 1 Hz is seconds long and sees the neighbouring beats as well; one of 4 Hz hardly does.',
    unit: 'Hz',
    minimum: 1,
    maximum: 8,
    step: 0.5,
    initial: 2,
  },
];

const TEACHES =
  'A spectrogram whose window is as long as the oscillation that it looks for. Each row slides a wavelet along the beat, a few ' +
  'waves under a bell, stretched for low frequencies and squeezed for high ones: the QRS complex is placed to within ' +
  'milliseconds at 30 Hz, and the slow T wave is told from the ST segment at 3 Hz, which one STFT window cannot both do. The ' +
  'rows are the same ratio apart, so that a beat that is twice as wide is the same picture one octave lower: here a pattern that ' +
  'moves upwards keeps its meaning, which suits a two-dimensional convolution better than a spectrogram does. The price stands ' +
  'in the lowest rows: their wavelets are longer than the window and take in the neighbouring beats, and at 30 Hz a line ' +
  'is several Hz thick. Phase is lost, as in every picture of power.';

export const definition: RepresentationDefinition = {
  id: 'scalogram',
  label: 'Scalogram',
  subtitle: 'Morlet wavelet transform',
  teaches: TEACHES,
  parameters: [
    ...BEAT_WINDOW_PARAMETERS,
    ...WAVELET_PARAMETERS,
    HIGHEST_FREQUENCY_PARAMETER,
    FRAMES_PARAMETER,
    ...POWER_SCALE_PARAMETERS,
  ],
  normalisation: 'row',
  shape: (parameters) => [numberParameter(parameters, 'rows'), numberParameter(parameters, 'frames'), 1],
  axes(parameters, samplingRateHz) {
    const window = beatWindowOf(parameters, samplingRateHz);
    return [
      { label: 'frequency', unit: 'Hz', values: frequenciesOf(parameters), spacing: 'ratio' },
      timeAxis(frameCentres(parameters, window), window, samplingRateHz),
    ];
  },
  valueUnit: powerUnit,
  forWindows: aroundTheMiddle,
  prepare({ samples, samplingRateHz, centres }, parameters) {
    const window = beatWindowOf(parameters, samplingRateHz);
    const frequenciesHz = frequenciesOf(parameters);
    const omega0 = numberParameter(parameters, 'omega0');
    const { reach, write } = createMorletTransform({ samplingRateHz, frequenciesHz, omega0 });
    const frames = Int32Array.from(frameCentres(parameters, window), (centre) => reach + Math.round(centre));
    const segment = new Float64Array(window.length + 2 * reach + 1);
    const rescale = createPowerScale(parameters);
    return (example, out) => {
      cutSegment(samples, windowStart(centres[example] as number, window) - reach, segment.length, segment);
      for (let frame = 0; frame < frames.length; frame++) {
        write(segment, frames[frame] as number, out, frame, frames.length);
      }
      rescale(out, frequenciesHz.length * frames.length);
    };
  },
};

/** Hz, from the lowest to the highest in equal ratios. */
function frequenciesOf(parameters: ParameterValues): Float64Array {
  const rows = numberParameter(parameters, 'rows');
  const lowestHz = numberParameter(parameters, 'lowestHz');
  const ratio = numberParameter(parameters, 'highestHz') / lowestHz;
  return Float64Array.from({ length: rows }, (_, row) => lowestHz * ratio ** (row / (rows - 1)));
}
