/** The beat as power in a few named bands. */

import type { ParameterDescriptor, ParameterValues, RepresentationDefinition } from '../../domain/representation';
import { BEAT_SPECTRUM_PARAMETERS, prepareBeatSpectrum, spectrumForWindows } from '../beat-spectrum';
import { beatWindowOf } from '../beat-window';
import { choiceParameter } from '../parameters';
import { BAND_COUNT, BAND_EDGES_HZ, bandBins } from '../spectral-bands';
import { spectralGridOf } from '../spectral-grid';

const FORMS = ['decibels', 'share', 'power'] as const;
const UNITS: Record<(typeof FORMS)[number], string> = {
  decibels: 'dB re 1 mV\u00b2',
  share: 'of the power',
  power: 'mV\u00b2',
};

/** Power of a signal of 0.3 uV: less is silence, and all silence looks alike. */
const FAINTEST_POWER = 1e-7;

const FORM_PARAMETER: ParameterDescriptor = {
  kind: 'choice',
  key: 'form',
  label: 'Form',
  why: 'Decibels keep how strong a beat is; shares sum to one and take it away, so that no patient is simply louder.',
  options: [
    { value: 'decibels', label: 'decibels' },
    { value: 'share', label: 'share of the whole' },
    { value: 'power', label: 'power' },
  ],
  initial: 'decibels',
};

const TEACHES =
  'Eight numbers that say how much of the beat\u2019s power lies in which band: what physiologists write in tables. The bands are narrow ' +
  'where waves overlap and wide above: below 4 Hz mostly the T wave and the ST segment, 4 to 8 Hz the P wave, 5 to 15 Hz the bulk ' +
  'of a QRS complex, above 24 Hz sharp edges, notches and muscle noise. A wide ventricular complex moves power from the middle ' +
  'bands down. Power is summed here and not averaged, so that a wide band counts for its width; as shares the eight ' +
  'sum to one, and how tall the beat is does not matter any more. So few numbers cannot overfit much and can be read one by one, ' +
  'but whatever happens inside a band is gone, and the borders are conventions: power that moves from 7 to 9 Hz looks like a leap.';

export const definition: RepresentationDefinition = {
  id: 'band-power',
  label: 'Band power',
  subtitle: 'power in eight bands',
  teaches: TEACHES,
  parameters: [...BEAT_SPECTRUM_PARAMETERS, FORM_PARAMETER],
  normalisation: 'feature',
  shape: () => [BAND_COUNT],
  axes() {
    const names = Array.from(
      { length: BAND_COUNT },
      (_, band) => `${BAND_EDGES_HZ[band]} to ${BAND_EDGES_HZ[band + 1]} Hz`,
    );
    return [{ label: 'band', unit: '', values: Float64Array.from(names.keys()), names }];
  },
  valueUnit: (parameters) => UNITS[choiceParameter(parameters, 'form', FORMS)],
  forWindows: spectrumForWindows,
  prepare(lead, parameters) {
    const grid = gridOf(parameters, lead.samplingRateHz);
    const spectrumOf = prepareBeatSpectrum(lead, parameters, grid);
    const firstBins = bandBins(lead.samplingRateHz, grid.fftLength);
    const binHz = lead.samplingRateHz / grid.fftLength;
    const rescale = RESCALE[choiceParameter(parameters, 'form', FORMS)];
    return (example, out) => {
      sumInBands(spectrumOf(example), firstBins, binHz, out);
      rescale(out);
    };
  },
};

function gridOf(parameters: ParameterValues, samplingRateHz: number) {
  const highestHz = BAND_EDGES_HZ[BAND_COUNT] as number;
  return spectralGridOf({ ...parameters, highestHz }, beatWindowOf(parameters, samplingRateHz).length, samplingRateHz);
}

/** Power (mV²) of each band: its densities, each as wide as a bin. */
function sumInBands(density: Float64Array, firstBins: Int32Array, binHz: number, out: Float64Array): void {
  for (let band = 0; band < BAND_COUNT; band++) {
    let sum = 0;
    for (let bin = firstBins[band] as number; bin < (firstBins[band + 1] as number); bin++)
      sum += density[bin] as number;
    out[band] = sum * binHz;
  }
}

const RESCALE: Record<(typeof FORMS)[number], (values: Float64Array) => void> = {
  power: () => {},
  decibels(values) {
    for (let band = 0; band < BAND_COUNT; band++)
      values[band] = 10 * Math.log10((values[band] as number) + FAINTEST_POWER);
  },
  share(values) {
    let whole = FAINTEST_POWER;
    for (let band = 0; band < BAND_COUNT; band++) whole += values[band] as number;
    for (let band = 0; band < BAND_COUNT; band++) values[band] = (values[band] as number) / whole;
  },
};
