const NAMES: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'CPU' };

/** A backend's id as a person writes it. */
export function backendName(backend: string): string {
  return NAMES[backend] ?? backend;
}
