import './require-node.mjs';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureKernels } from './ensure-kernels.mjs';
import { ROOT, run } from './project.mjs';

/** Where the person stands: npm moves to the repository's folder, and the paths in their arguments do not. */
function standsIn() {
  const { npm_lifecycle_event: script, INIT_CWD: before } = process.env;
  return script === 'lab' && before ? before : process.cwd();
}

/** The bench compares the lab with other libraries and is no part of it. */
const program = process.argv[2] === 'bench' ? 'tests/bench/side-by-side/main.ts' : 'src/headless/main.ts';

await ensureInstalled();
await ensureKernels();
const { code } = await run(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), join(ROOT, program), ...process.argv.slice(2)],
  { cwd: standsIn(), env: { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') } },
);
process.exitCode = code;
