import { test as base, type ConsoleMessage, expect, type Request } from '@playwright/test';
import { type OutsideWorld, startOutsideWorld } from './outside-world';

/** What a test saw of the lab's manners, from the first request on. */
export interface Witness {
  /** Addresses outside the lab's own origins that the page or one of its workers asked for. */
  readonly foreignRequests: string[];
  /** Errors in the console and errors that nobody caught. A test that provokes one empties the list after it has looked. */
  readonly errors: string[];
}

/** Origins that are the lab's own: the configured one, and that of a host which a test starts and adds. */
type OwnOrigins = Set<string>;

function isForeign(url: string, own: OwnOrigins): boolean {
  const { protocol, origin } = new URL(url);
  return /^(https?|wss?):$/.test(protocol) && !own.has(origin);
}

/**
 * Playwright's `test` with two laws that hold in every test of the lab: nothing is asked of another origin, and no error
 * reaches the console.
 */
export const test = base.extend<{ ownOrigins: OwnOrigins; witness: Witness }, { outsideWorld: OutsideWorld }>({
  outsideWorld: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const outsideWorld = await startOutsideWorld();
      await use(outsideWorld);
      outsideWorld.close();
    },
    { scope: 'worker' },
  ],
  proxy: async ({ outsideWorld }, use) => use(outsideWorld.proxy),
  ownOrigins: async ({ baseURL }, use) => use(new Set(baseURL ? [new URL(baseURL).origin] : [])),
  witness: [
    async ({ context, outsideWorld, ownOrigins }, use) => {
      const witness: Witness = { foreignRequests: [], errors: [] };
      context.on('request', (request: Request) => {
        if (isForeign(request.url(), ownOrigins)) witness.foreignRequests.push(request.url());
      });
      context.on('console', (message: ConsoleMessage) => {
        if (message.type() === 'error') witness.errors.push(`${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => witness.errors.push(String(error.error())));
      await use(witness);
      witness.foreignRequests.push(...outsideWorld.reached.splice(0));
      expect(witness.foreignRequests, 'requests to other origins').toEqual([]);
      expect(witness.errors, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
