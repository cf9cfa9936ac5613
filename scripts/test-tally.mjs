import { existsSync, readFileSync } from 'node:fs';

/** A tally: `{passed, failed, skipped: [{name, reason?}]}`. */
export const NOTHING = { passed: 0, failed: 0, skipped: [] };

export function sum(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

/** A stage that failed without a test to blame (it crashed, or has no tests) counts as one that failed. */
export function withExitCode(tally, code) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** What vitest-tally.mjs wrote; nothing where Vitest ended before it could. */
export function readVitestTally(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : NOTHING;
}

function specsIn(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsIn)];
}

/** The tally of a report that Playwright's `json` reporter wrote; nothing where it ended before it could. */
export function readPlaywrightTally(path) {
  if (!existsSync(path)) return NOTHING;
  const { stats, suites } = JSON.parse(readFileSync(path, 'utf8'));
  const skipped = suites.flatMap(specsIn).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        name: `${file} > ${title}`,
        reason: annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description,
      })),
  );
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped };
}

/** The lines that say which tests did not run and why; a test without a note says why in its own name. */
export function skipLines(skipped) {
  return skipped.map(({ name, reason }) => (reason ? `${name}: ${reason}` : name));
}

/** `12 passed, 0 failed, 1 skipped` */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
}
