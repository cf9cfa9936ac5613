/** Tells when a worker is gone, however it went: also where the browser gives no error, and while it is too busy to answer. */

import type { JobServer } from '../../workers/protocol';

/** What of the browser's locks is used. They are offered to pages that came over https or from this machine. */
export type Locks = Pick<LockManager, 'request'>;

let count = 0;

/**
 * Resolves when the worker is gone: it holds a lock as long as it lives, which a browser takes from the dead. Never
 * resolves where there are no locks; then only the worker's own errors tell.
 */
export async function untilGone(server: Pick<JobServer, 'live'>, locks: Locks | undefined): Promise<void> {
  const name = `worker ${performance.timeOrigin} ${Math.random()} ${count++}`;
  const isHeld = locks !== undefined && (await server.live(name));
  await (isHeld ? locks.request(name, () => undefined) : new Promise(() => undefined));
}
