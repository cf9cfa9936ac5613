import { defineConfig } from 'vitest/config';

/** What needs a WebGPU device in Node: `npm run gpu`, and a stage of `npm test`. */
export default defineConfig({
  test: {
    include: ['src/**/*.gpu.test.ts'],
    environment: 'node',
    testTimeout: 300_000,
    // One device at a time, and each file in a process of its own: Dawn cannot be loaded into two threads.
    pool: 'forks',
    maxWorkers: 1,
  },
});
