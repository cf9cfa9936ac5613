import { findChromium } from './find-chromium.mjs';
import { run, tool } from './project.mjs';
import { softwareDriverOf } from './software-driver.mjs';

/** Vitest on the tests that need a WebGPU device, on the GPU of this machine or the software driver of its Chromium. */
const { code } = await run(tool('vitest'), ['run', '--config', 'vitest.gpu.config.ts', ...process.argv.slice(2)], {
  env: { ...process.env, ...softwareDriverOf(findChromium()) },
});
process.exitCode = code;
