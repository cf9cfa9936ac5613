/** A Python with torch in it. */

import { fileURLToPath } from 'node:url';
import { PYTHONS, PythonProcess } from './python-process';

/** Beside this file in the repository and in the pack. */
const SCRIPT = fileURLToPath(new URL('pytorch.py', import.meta.url));

export interface PytorchProbe {
  readonly version: string;
  /** Name of the CUDA device, or null. */
  readonly cuda: string | null;
  readonly threads: number;
}

export class PytorchProcess extends PythonProcess {
  constructor(python: string) {
    super(python, SCRIPT);
  }
}

/** A Python that has torch and what that found here, or why there is none. */
export type PytorchFound = { readonly python: string; readonly probe: PytorchProbe } | { readonly cannot: string };

/** The first Python that has torch. */
export async function findPytorch(): Promise<PytorchFound> {
  const reasons: string[] = [];
  for (const python of PYTHONS) {
    const process = new PytorchProcess(python);
    try {
      return { python, probe: await process.ask<PytorchProbe>({ do: 'probe' }) };
    } catch (thrown) {
      reasons.push(`${python}: ${(thrown as Error).message}`);
    } finally {
      process.end();
    }
  }
  return { cannot: reasons.join('; ') };
}
