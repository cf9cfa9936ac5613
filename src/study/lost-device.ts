/** What is left to do when a device is gone. */

import { LabError } from '../domain/problem';
import { DeviceLostError } from '../engine/device-lost';

/** What lies on a lost device cannot always be freed, and is gone with it. */
export function disposeQuietly(all: readonly { dispose(): void }[]): void {
  for (const each of all) {
    try {
      each.dispose();
    } catch (thrown) {
      if (!(thrown instanceof DeviceLostError)) throw thrown;
    }
  }
}

export function noDeviceStays(backend: string, reason: string, losses: number): LabError {
  return new LabError({
    code: 'device-lost',
    file: '',
    field: `training device (${backend})`,
    expected: 'one that stays',
    found: `that it was lost${losses > 1 ? ` ${losses} times` : ''}: ${reason}`,
    at: '',
    fix: 'Reload the page and continue the training from its last epoch.',
  });
}
