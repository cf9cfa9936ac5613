/**
 * Beats per second of every representation at its first settings, one thread: `npx tsx tests/bench/representations.ts`.
 * A synthetic half hour at 360 Hz with 2,281 beats: the length, the rate and the mean number of beats of a MIT-BIH record.
 */

import { createRandom } from '../../src/domain/random';
import type { Lead } from '../../src/domain/recording';
import { initialParameters, sizeOf } from '../../src/domain/representation';
import { loadNodeLanes } from '../../src/headless/node-lanes';
import { representations } from '../../src/representations/registry';
import { conditionLead } from '../../src/signals/condition-lead';
import { rateRatio, resample } from '../../src/signals/resample';

const RATE_HZ = 360;
const SAMPLES = 650_000;
const BEATS = 2281;
const MIT_BIH_BEATS = 109_494;
const MIT_BIH_RECORDS = 48;
const REPEATS = 7;

function syntheticLead(): { lead: Lead; rPeaks: number[] } {
  const random = createRandom(1);
  const digital = Int16Array.from({ length: SAMPLES }, () => 1024 + 6 * random.normal());
  const rPeaks = Array.from({ length: BEATS }, (_, beat) =>
    Math.round(((beat + 0.5) * SAMPLES) / BEATS + 9 * random.normal()),
  );
  for (const peak of rPeaks) {
    for (let offset = -15; offset <= 15; offset++) {
      digital[peak + offset] = (digital[peak + offset] as number) + 220 * Math.exp(-0.5 * (offset / 4) ** 2);
    }
  }
  const lead: Lead = {
    name: 'MLII',
    samplingRateHz: RATE_HZ,
    unit: 'mV',
    digital,
    gain: 200,
    baseline: 1024,
    missing: null,
    checksum: 'none',
  };
  return { lead, rPeaks };
}

/** Median milliseconds of several runs after one that warms up. */
function timed(work: () => void): number {
  work();
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[REPEATS >> 1] as number;
}

await loadNodeLanes();
const { lead, rPeaks } = syntheticLead();
const spec = { lowHz: 0.5, highHz: 40, order: 2, workingRateHz: 256 };
const conditioned = conditionLead(lead, rPeaks, RATE_HZ, spec);
const samples = new Float64Array(SAMPLES).fill(1);

const resampling = timed(() => resample(samples, rateRatio(RATE_HZ, 256)));
const conditioning = timed(() => conditionLead(lead, rPeaks, RATE_HZ, spec));
console.log(`resample ${SAMPLES} samples 360 -> 256 Hz   ${resampling.toFixed(1)} ms`);
console.log(`condition the lead (filter, resample)     ${conditioning.toFixed(1)} ms`);

let perRecord = conditioning;
for (const { id } of representations.list()) {
  const definition = await representations.load(id);
  const parameters = initialParameters(definition.parameters);
  const out = new Float64Array(sizeOf(definition.shape(parameters, conditioned.samplingRateHz)));
  const milliseconds = timed(() => {
    const compute = definition.prepare(conditioned, parameters);
    for (let beat = 0; beat < BEATS; beat++) compute(beat, out);
  });
  perRecord += milliseconds;
  const each = ((milliseconds / BEATS) * 1000).toFixed(1);
  console.log(
    `${id.padEnd(12)} ${Math.round((BEATS / milliseconds) * 1000)
      .toLocaleString('en')
      .padStart(12)} beats/s   ${each} us`,
  );
}
const perBeat = perRecord / BEATS;
const whole = (perRecord * (MIT_BIH_BEATS / BEATS)) / 1000;
console.log(
  `all four, conditioning included: ${Math.round(1000 / perBeat)} beats/s, ${(perBeat * 1000).toFixed(0)} us a beat`,
);
console.log(`${MIT_BIH_BEATS} beats in ${MIT_BIH_RECORDS} records on one thread: ${whole.toFixed(1)} s`);
