import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A Vitest reporter that writes a tally (see test-tally.mjs) to the path in VITEST_TALLY. Vitest's own JSON leaves out why
 * a test was skipped, and counts no test for a file that could not be loaded.
 */
export default class VitestTally {
  onTestRunEnd(modules, unhandledErrors) {
    const path = process.env.VITEST_TALLY;
    if (!path) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(tallyOf(modules, unhandledErrors)));
  }
}

function tallyOf(modules, unhandledErrors) {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state) => tests.filter((test) => test.result().state === state);
  const broken = modules.filter((module) => module.errors().length > 0);
  return {
    passed: inState('passed').length,
    failed: inState('failed').length + broken.length + unhandledErrors.length,
    skipped: inState('skipped').map((test) => ({
      name: `${test.module.relativeModuleId} > ${test.fullName}`,
      reason: test.result().note,
    })),
  };
}
