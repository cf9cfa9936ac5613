/** What to train with after the device was lost. */

import { LabError } from '../domain/problem';
import type { BackendName, Platform } from './backend-chain';
import { type Engine, startEngine } from './backends';

/**
 * The first time the same backend on a new device; where that is refused, and from the second loss on, the next of the
 * chain (Chromium grants a new adapter after one crash of its GPU process and none after two). WASM, which is lost with its
 * kernels, always again: with one thread, and then with the ops, which cannot be lost. Throws `LabError` where no backend is
 * left.
 */
export async function reopenEngine(lost: BackendName, losses: number, platform: Platform): Promise<Engine> {
  if (losses > 1 && lost !== 'wasm') return startEngine('auto', platform, { after: lost });
  try {
    return await startEngine(lost, platform, { fresh: true });
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    return startEngine('auto', platform, { after: lost });
  }
}
