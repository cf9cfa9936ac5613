import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a person calls it. */
async function lab(...args: readonly string[]): Promise<Outcome> {
  try {
    return {
      code: 0,
      ...(await run('node', ['--import', 'tsx', 'src/headless/main.ts', ...args], { maxBuffer: 1e8 })),
    };
  } catch (thrown) {
    return thrown as Outcome;
  }
}

describe('lab', () => {
  it('explains itself', async () => {
    const { code, stdout } = await lab('--help');
    expect(code).toBe(0);
    for (const word of ['inspect', 'study', '--split', 'aami-strict', '--backend']) expect(stdout).toContain(word);
  });

  it('says what it does not understand', async () => {
    expect((await lab('dance')).stderr).toMatch(/no command "dance"; there are inspect, study/);
    expect(await lab('study')).toMatchObject({ code: 1, stderr: expect.stringMatching(/--data: expected a folder/) });
    expect((await lab('study', '--data', 'builtin', '--split', 'half')).stderr).toMatch(
      /--split: expected one of aami, .*found half/,
    );
    expect((await lab('study', '--data', 'builtin', '--colour')).stderr).toMatch(/Unknown option '--colour'/);
    expect((await lab('study', '--data', 'builtin', '--epochs', '1.5')).stderr).toMatch(
      /--epochs: expected a whole number/,
    );
  });

  it('studies the built-in cohort and writes what the table says', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'study-')), 'study.json');
    const records = 'P01,P02,P03,P04,P05,P06,P07,P08';
    const { code, stdout } = await lab(
      ...[
        'study',
        '--data',
        'builtin',
        '--records',
        records,
        '--split',
        'patient',
        '--strategies',
        'rhythm,frequency,late',
      ],
      ...['--branches', 'rhythm,frequency', '--epochs', '2', '--seeds', '2', '--backend', 'wasm', '--out', out],
    );
    expect(code).toBe(0);
    const study = JSON.parse(await readFile(out, 'utf8'));
    expect(study).toMatchObject({ data: 'builtin', split: 'patient', synthetic: true });
    expect(study.runs.map((each: { strategy: string; seed: number }) => [each.strategy, each.seed])).toEqual(
      [1, 2].flatMap((seed) => ['rhythm', 'frequency', 'late'].map((strategy) => [strategy, seed])),
    );
    for (const each of study.runs) {
      expect(each).toMatchObject({ epochs: 2, backend: 'wasm' });
      expect(each.curves.validationAccuracy.length).toBe(2);
      const beats = each.test.confusion.flat().reduce((sum: number, count: number) => sum + count, 0);
      const counts = study.counts.test;
      expect(beats).toBe(counts.N + counts.S + counts.V + counts.F);
      expect(stdout).toContain(each.parameters.toLocaleString('en'));
    }
    expect(stdout).toContain('builtin (synthetic)');
    expect(Object.keys(study.runs[2].weights)).toEqual(['rhythm', 'frequency']);
  });

  it('trains nothing where no honest dataset can be made', async () => {
    expect((await lab('study', '--data', 'builtin', '--records', 'P01')).stderr).toMatch(
      /at least 3 patients.*found 1/,
    );
    expect((await lab('study', '--data', 'builtin', '--records', 'P99')).stderr).toMatch(/recordings named P99/);
    expect((await lab('study', '--data', 'builtin', '--split', 'aami')).stderr).toMatch(/only records of MIT-BIH/);
    const empty = await mkdtemp(join(tmpdir(), 'empty-'));
    await writeFile(join(empty, 'notes.csv'), 'these,are,words\nand,more,words\n');
    expect((await lab('study', '--data', empty)).stderr).toMatch(/expected at least one recording, found none/);
  });
});
