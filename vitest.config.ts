import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'tests/{parity,contract,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.gpu.test.ts'],
    globalSetup: './scripts/vitest-kernels.mjs',
    environment: 'node',
    testTimeout: 60_000,
    // Two workers: the lab's own floor is a machine of two cores.
    maxWorkers: 2,
  },
});
