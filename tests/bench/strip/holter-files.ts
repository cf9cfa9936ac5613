/** A made-up Holter recording as files: WFDB (format 16 and annotations) or EDF. */

import { mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeAnnotations } from '../../../src/formats/wfdb/write-annotations';
import { edfBytes } from '../../fixtures/edf-bytes';
import { GAIN, type Holter, MISSING, makeHolter } from './holter';
import type { StripOptions } from './options';

/** Writes the recording `name` into `folder`; returns the paths of its files. */
export function writeHolter(folder: string, name: string, options: StripOptions): string[] {
  mkdirSync(folder, { recursive: true });
  const holter = makeHolter(options);
  const path = (ending: string): string => join(folder, `${name}.${ending}`);
  if (options.format === 'edf') {
    writeEdf(path('edf'), holter);
    return [path('edf')];
  }
  writeWfdb(path, name, holter);
  if (options.unannotated) return ['hea', 'dat'].map(path);
  writeFileSync(path('atr'), writeAnnotations(holter.annotations, null));
  return ['hea', 'dat', 'atr'].map(path);
}

function writeWfdb(path: (ending: string) => string, name: string, { leads, samplingRateHz }: Holter): void {
  const samples = leads[0]?.digital.length ?? 0;
  const signals = leads.map(({ name: leadName, digital }) => {
    let sum = 0;
    for (const value of digital) sum = (sum + value) | 0;
    return `${name}.dat 16 ${GAIN}/mV 16 0 ${digital[0]} ${(sum << 16) >> 16} 0 ${leadName}`;
  });
  writeFileSync(path('hea'), `${name} ${leads.length} ${samplingRateHz} ${samples}\n${signals.join('\n')}\n`);
  const file = openSync(path('dat'), 'w');
  const piece = new Int16Array((1 << 18) * leads.length);
  for (let from = 0; from < samples; from += 1 << 18) {
    const count = Math.min(1 << 18, samples - from);
    for (const [index, { digital }] of leads.entries()) {
      for (let at = 0; at < count; at++) piece[at * leads.length + index] = digital[from + at] as number;
    }
    writeSync(file, piece.subarray(0, count * leads.length));
  }
}

/** Data records of a second, as recorders write them; the electrodes that are off leave a line at 0, for EDF has no gaps. */
function writeEdf(path: string, { leads, samplingRateHz }: Holter): void {
  const records = Math.floor((leads[0]?.digital.length ?? 0) / samplingRateHz);
  const limits = { unit: 'mV', digital: [-32_768, 32_767], physical: [-32_768 / GAIN, 32_767 / GAIN] } as const;
  const one = new Array<number>(samplingRateHz).fill(0);
  const signals = leads.map(({ name }) => ({ ...limits, label: `ECG ${name}`, records: [one] }));
  const file = openSync(path, 'w');
  const headerBytes = 256 * (leads.length + 1);
  writeSync(file, edfBytes({ recordSeconds: 1, statedRecords: records, signals }).subarray(0, headerBytes));
  const record = new Int16Array(samplingRateHz * leads.length);
  for (let second = 0; second < records; second++) {
    for (const [index, { digital }] of leads.entries()) {
      record.set(digital.subarray(second * samplingRateHz, (second + 1) * samplingRateHz), index * samplingRateHz);
    }
    writeSync(
      file,
      record.map((value) => (value === MISSING ? 0 : value)),
    );
  }
}
