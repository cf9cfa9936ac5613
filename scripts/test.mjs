import './require-node.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureKernels } from './ensure-kernels.mjs';
import { CACHE, tool } from './project.mjs';
import { DEAD_CODE, IMPORT_RULES, LINT, runStage, TYPES, timingLine } from './stages.mjs';
import {
  NOTHING,
  readPlaywrightTally,
  readVitestTally,
  skipLines,
  sum,
  summaryLine,
  withExitCode,
} from './test-tally.mjs';

const VITEST_TALLY = join(CACHE, 'vitest-tally.json');
const GPU_TALLY = join(CACHE, 'gpu-tally.json');
const PLAYWRIGHT_REPORT = join(CACHE, 'playwright.json');

/** In the order in which they run: the quickest to say no come first. `tally` reads the counts of a stage that has tests. */
function stages(chromium) {
  return [
    TYPES,
    LINT,
    IMPORT_RULES,
    DEAD_CODE,
    {
      heading: 'Unit, parity and contract tests',
      command: [tool('vitest'), 'run', '--reporter=default', '--reporter=./scripts/vitest-tally.mjs'],
      env: { VITEST_TALLY },
      tally: () => readVitestTally(VITEST_TALLY),
    },
    {
      heading: 'GPU tests',
      command: [
        process.execPath,
        'scripts/gpu-tests.mjs',
        '--reporter=default',
        '--reporter=./scripts/vitest-tally.mjs',
      ],
      env: { CHROMIUM_PATH: chromium, VITEST_TALLY: GPU_TALLY },
      tally: () => readVitestTally(GPU_TALLY),
    },
    { heading: 'Build', command: [process.execPath, 'scripts/build.mjs'] },
    { heading: 'Bundle budget', command: [process.execPath, 'scripts/bundle-budget.mjs'] },
    {
      heading: 'Browser tests',
      command: [tool('playwright'), 'test'],
      env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_REPORT },
      tally: () => readPlaywrightTally(PLAYWRIGHT_REPORT),
    },
  ];
}

/** Runs them one by one up to the first that fails; resolves with the sum of the tallies and a line of timing for each. */
async function runUntilFailure(stages) {
  let total = NOTHING;
  const timings = [];
  for (const stage of stages) {
    console.log(`\n=== ${stage.heading}`);
    const { code, seconds } = await runStage(stage, 'inherit');
    timings.push(timingLine(stage.heading, seconds));
    total = sum(total, withExitCode(stage.tally?.() ?? NOTHING, code));
    if (code === 0) continue;
    const rest = stage === stages.at(-1) ? '' : ' What comes after it was not run.';
    console.log(`\nFAILED: ${stage.heading}.${rest}`);
    break;
  }
  return { total, timings };
}

await ensureInstalled();
await ensureKernels();
const chromium = await ensureChromium();
for (const report of [VITEST_TALLY, GPU_TALLY, PLAYWRIGHT_REPORT]) rmSync(report, { force: true });
const { total, timings } = await runUntilFailure(stages(chromium));

console.log(`\n${timings.join('\n')}`);
if (total.skipped.length > 0) console.log(`\nNot run:\n  ${skipLines(total.skipped).join('\n  ')}`);
console.log(`\n${summaryLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
