/** SciPy and NumPy at the same work, in a Python of this machine. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BlockJob } from '../../../../src/datasets/block-job';
import type { Lead } from '../../../../src/domain/recording';
import { PYTHONS, PythonProcess } from '../python-process';
import type { BlockAnswer } from './block-pool';

/** Beside this file in the repository and beside the program in the pack. */
const SCRIPT = fileURLToPath(new URL('scipy_representations.py', import.meta.url));

export interface ScipyRound {
  readonly seconds: number;
  /** Of the processes that compute. */
  readonly cpuSeconds: number;
  readonly answers: readonly BlockAnswer[];
}

export class ScipyContender {
  private constructor(
    readonly version: string,
    private readonly process: PythonProcess,
    private readonly folder: string,
  ) {}

  /** With all recordings in its memory; or why there is none. */
  static async start(jobs: readonly BlockJob[], processes: number): Promise<ScipyContender | string> {
    const folder = await mkdtemp(join(tmpdir(), 'lab-bench-'));
    await writeJobs(jobs, folder);
    const reasons: string[] = [];
    for (const python of PYTHONS) {
      const process = new PythonProcess(python, SCRIPT);
      try {
        const version = await process.ask<string>({ do: 'open', folder, processes });
        return new ScipyContender(version, process, folder);
      } catch (thrown) {
        process.end();
        reasons.push(`${python}: ${(thrown as Error).message}`);
      }
    }
    await rm(folder, { recursive: true });
    return reasons.join('; ');
  }

  round(check: boolean): Promise<ScipyRound> {
    return this.process.ask<ScipyRound>({ do: 'round', check });
  }

  async end(): Promise<void> {
    this.process.end();
    await rm(this.folder, { recursive: true });
  }
}

/** One file of samples for each job, and one that says what they are. */
async function writeJobs(jobs: readonly BlockJob[], folder: string): Promise<void> {
  const about = jobs.map(({ leads, annotationRateHz, beatSamples, recordingName }) => {
    const { digital, ...lead } = leads[0] as Lead;
    return {
      ...lead,
      file: `${recordingName}.raw`,
      bytes: digital.BYTES_PER_ELEMENT,
      annotationRateHz,
      beats: [...beatSamples],
    };
  });
  await Promise.all(
    jobs.map(({ leads, recordingName }) => writeFile(join(folder, `${recordingName}.raw`), (leads[0] as Lead).digital)),
  );
  await writeFile(join(folder, 'jobs.json'), JSON.stringify(about));
}
