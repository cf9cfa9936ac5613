/** Everything under the folder of real data opens; what does not is named here, with the reason. */

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/headless/inspect';
import { hasRealData, realData } from '../fixtures/real-data';

/** Files that hold no recording, by path, and the code of what is said of them. */
const NO_RECORDINGS: Readonly<Record<string, string>> = {
  // Annotations alone, without the record that they belong to.
  'formats/wfdb/huge.qrs': 'wfdb-header-missing',
  'formats/edf/test_edfann.edf': 'edf-no-signals',
  // A table of the patients: sex, age and diagnoses in words.
  'ludb/ludb.csv': 'labels-without-recordings',
};

/** The full counts of the large databases are in real-wfdb.test.ts; here a few records stand for each. */
const FEW: Readonly<Record<string, RegExp>> = { mitdb: /^(100|207|232)\./, ludb: /^(data\/(1|2|200)\.|ludb\.csv)/ };

describe.skipIf(!hasRealData('formats'))('everything under the folder of real data', () => {
  it('opens, but for what is named', async () => {
    const entries = await inspect(paths(), 250);
    const failures = entries.flatMap((entry) =>
      'error' in entry ? [[entry.file.replace(`${realData('')}`, ''), entry.error.code]] : [],
    );
    expect(Object.fromEntries(failures)).toEqual(NO_RECORDINGS);
    expect(entries.length).toBeGreaterThan(100);
  });
});

function paths(): string[] {
  return readdirSync(realData(''), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const few = FEW[name];
      const folder = realData(name);
      if (!few) return [folder];
      const found = readdirSync(folder, { recursive: true })
        .map(String)
        .filter((path) => few.test(path));
      return found.map((path) => `${folder}/${path}`);
    });
}
