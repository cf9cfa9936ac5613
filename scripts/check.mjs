import './require-node.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureKernels } from './ensure-kernels.mjs';
import { tool } from './project.mjs';
import { IMPORT_RULES, LINT, runStage, TYPES, timingLine } from './stages.mjs';

const UNIT_TESTS = { heading: 'Unit tests', command: [tool('vitest'), 'run', '--reporter=dot', 'src', 'workers'] };

/** As many as the smallest machine that the lab is made for has cores. */
const AT_ONCE = 2;

/** Runs the stages, `AT_ONCE` at a time, each one's output in one piece; resolves with the headings of those that failed. */
async function runAll(stages) {
  const waiting = [...stages];
  const failed = [];
  const worker = async () => {
    for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
      const { code, output, seconds } = await runStage(stage, ['ignore', 'pipe', 'pipe']);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${timingLine(stage.heading, seconds)}`);
      if (code === 0) continue;
      console.log(output);
      failed.push(stage.heading);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

await ensureInstalled();
await ensureKernels();
const failed = await runAll([UNIT_TESTS, TYPES, LINT, IMPORT_RULES]);
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}.`);
  process.exitCode = 1;
}
