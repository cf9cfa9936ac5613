import { ensureKernels } from './ensure-kernels.mjs';

/** Vitest's global setup: tests train with the kernels of today's sources. */
export default ensureKernels;
