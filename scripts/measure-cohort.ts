/**
 * Measures on the MIT-BIH Arrhythmia Database what the built-in cohort is drawn from, and writes the table.
 *
 *   npx tsx scripts/measure-cohort.ts ../shared/data/mitdb
 *
 * Only summaries over records leave this script: quantiles, and loadings on common factors. No signal, no record's name.
 */

import { writeFileSync } from 'node:fs';
import type { MeasuredDistributions } from '../src/cohort/distributions';
import * as ectopy from './cohort/ectopy';
import { fibrillationRhythms, sinusRhythms } from './cohort/heart-rate';
import { conductedShapes, type ShapeRows, ventricularShapes } from './cohort/morphology';
import { noiseLevels } from './cohort/noise';
import { readRecords } from './cohort/read-records';
import type { MeasuredRecord } from './cohort/record';
import { jointDistribution, median, quantileRow, rounded } from './cohort/statistics';
import * as variability from './cohort/variability';

const OUTPUT = new URL('../src/cohort/measured-distributions.json', import.meta.url);

function measure(records: readonly MeasuredRecord[]): Omit<MeasuredDistributions, 'provenance'> {
  const shapes = {
    N: conductedShapes(records, 'N'),
    L: conductedShapes(records, 'L'),
    R: conductedShapes(records, 'R'),
    V: ventricularShapes(records),
  };
  for (const [name, shape] of Object.entries(shapes)) reportFit(name, shape);
  return {
    shapes: {
      N: jointDistribution(shapes.N.rows),
      L: jointDistribution(shapes.L.rows),
      R: jointDistribution(shapes.R.rows),
      V: jointDistribution(shapes.V.rows),
    },
    ventricularKinds: quantileRow(shapes.V.kindsPerRecord),
    uprightVentricularShare: rounded(shapes.V.uprightShare),
    sinus: jointDistribution(sinusRhythms(records)),
    fibrillation: jointDistribution(fibrillationRhythms(records)),
    ectopy: { S: ectopyOf(records, 'S'), V: ectopyOf(records, 'V'), F: ectopyOf(records, 'F') },
    aberrantShares: quantileRow(ectopy.aberrantShares(records)),
    fusionShares: quantileRow(variability.fusionShares(records)),
    supraventricularLikeness: jointDistribution(variability.supraventricularLikeness(records)),
    conductedVariability: jointDistribution(variability.conductedVariability(records)),
    ventricularVariability: jointDistribution(variability.ventricularVariability(records)),
    respiratoryShares: quantileRow(variability.respiratoryModulation(records)),
    noise: jointDistribution(noiseLevels(records)),
  };
}

function ectopyOf(records: readonly MeasuredRecord[], beatClass: 'S' | 'V' | 'F') {
  return {
    prevalence: rounded(ectopy.prevalence(records, beatClass, 10)),
    timing: jointDistribution(ectopy.timings(records, beatClass)),
    shares: quantileRow(ectopy.rates(records, beatClass)),
    company: jointDistribution(ectopy.company(records, beatClass)),
  };
}

function reportFit(name: string, { rows, residuals }: ShapeRows): void {
  const [typical, worst] = [median(residuals), Math.max(...residuals)].map((each) => `${(100 * each).toFixed(1)} %`);
  console.log(
    `${name}: ${rows.length} mean beats fitted; root mean square left over ${typical} (median), ${worst} (worst)`,
  );
}

async function main(folder: string | undefined): Promise<void> {
  if (!folder)
    throw new Error('Name the folder of the MIT-BIH Arrhythmia Database: npx tsx scripts/measure-cohort.ts FOLDER');
  const { records, read } = await readRecords(folder);
  console.log(`${read} recordings read; ${records.length} with MLII and not paced are measured`);
  const table: MeasuredDistributions = {
    provenance: {
      database: 'MIT-BIH Arrhythmia Database 1.0.0, PhysioNet, doi 10.13026/C2F305',
      licence: 'Open Data Commons Attribution License v1.0 (ODC-By)',
      cite: 'Moody GB, Mark RG. IEEE Eng Med Biol 20(3):45-50, 2001; Goldberger AL et al. Circulation 101(23):e215-e220, 2000',
      recordsRead: read,
      recordsMeasured: records.length,
      script: 'scripts/measure-cohort.ts',
      date: new Date().toISOString().slice(0, 10),
      contents: 'Summaries over records; no samples of any signal.',
    },
    ...measure(records),
  };
  writeFileSync(OUTPUT, `${inline(JSON.stringify(table, null, 1))}\n`);
  console.log(`Wrote ${OUTPUT.pathname}`);
}

/** Lists of numbers on one line each: a table that a person can read. */
function inline(json: string): string {
  return json.replace(/\[[^[\]]*\]/g, (list) => list.replace(/\s+/g, ' '));
}

await main(process.argv[2]);
