/** The beat's spectrum the way speech recognisers hear. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { createTriangularBands, MEL_CORNER_HZ, melEdgesHz } from '../../signals/mel-bands';
import { BEAT_SPECTRUM_PARAMETERS, prepareBeatSpectrum, spectrumForWindows } from '../beat-spectrum';
import { beatWindowOf } from '../beat-window';
import { numberParameter } from '../parameters';
import { createPowerScale, POWER_SCALE_PARAMETERS, powerUnit } from '../power-scale';
import { HIGHEST_FREQUENCY_PARAMETER, spectralGridOf } from '../spectral-grid';

/** Below is wander of the baseline, which conditioning takes out. */
const LOWEST_HZ = 0.5;

const MEL_PARAMETERS: readonly ParameterDescriptor[] = [
  {
    kind: 'number',
    key: 'bands',
    label: 'Bands',
    why: 'Triangles that overlap by half. Fewer are steadier and coarser; more come close to the bins of the FFT themselves.',
    unit: 'bands',
    minimum: 8,
    maximum: 24,
    step: 1,
    initial: 16,
  },
  {
    kind: 'number',
    key: 'cornerHz',
    label: 'Corner of the scale',
    why: 'Bands are equally wide below it and ever wider above. 700 Hz is the ear\u2019s; near 5 Hz the scale bends within the ECG.',
    unit: 'Hz',
    minimum: 5,
    maximum: MEL_CORNER_HZ,
    step: 5,
    initial: MEL_CORNER_HZ,
  },
];

const TEACHES =
  'The input of speech recognisers, borrowed. The spectrum of the beat is averaged under triangles that are equally wide on the ' +
  'mel scale, on which steps sound equally large to the ear, and its logarithm is taken. Each band is a mean over several bins, ' +
  'so that it trembles less from beat to beat than a bin does, and neighbouring bands share half of what they see. What it hides ' +
  'is what every spectrum hides, when; and lines closer than a band. Mind what was borrowed: the ear hears from 20 Hz on and its ' +
  'scale bends at 700 Hz, where an ECG has nothing left, so that below 40 Hz mel bands are within 3 % of equally wide. Papers that ' +
  'report mel features of the ECG report triangles of equal width. Lower the corner and the scale bends where the ECG ' +
  'lives: fine for T and P waves, coarse for the QRS complex.';

export const definition: RepresentationDefinition = {
  id: 'mel',
  label: 'Mel bands',
  subtitle: 'log-mel power',
  teaches: TEACHES,
  parameters: [...BEAT_SPECTRUM_PARAMETERS, ...MEL_PARAMETERS, HIGHEST_FREQUENCY_PARAMETER, ...POWER_SCALE_PARAMETERS],
  normalisation: 'feature',
  shape: (parameters) => [numberParameter(parameters, 'bands')],
  axes(parameters) {
    return [{ label: 'middle of the band', unit: 'Hz', values: edgesOf(parameters).slice(1, -1) }];
  },
  valueUnit: powerUnit,
  forWindows: spectrumForWindows,
  prepare(lead, parameters) {
    const { samplingRateHz } = lead;
    const grid = spectralGridOf(parameters, beatWindowOf(parameters, samplingRateHz).length, samplingRateHz);
    const spectrumOf = prepareBeatSpectrum(lead, parameters, grid);
    const writeBands = createTriangularBands(edgesOf(parameters), samplingRateHz / grid.fftLength);
    const bands = numberParameter(parameters, 'bands');
    const rescale = createPowerScale(parameters);
    return (example, out) => {
      writeBands(spectrumOf(example), out);
      rescale(out, bands);
    };
  },
};

function edgesOf(parameters: ParameterValues): Float64Array {
  const highestHz = numberParameter(parameters, 'highestHz');
  return melEdgesHz(
    numberParameter(parameters, 'bands'),
    LOWEST_HZ,
    highestHz,
    numberParameter(parameters, 'cornerHz'),
  );
}
