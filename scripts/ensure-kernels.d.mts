/** Compiles the kernels of src/engine/wasm where their binaries are missing or were made from other sources than today's. */
export function ensureKernels(): Promise<void>;
