/** The backends of tfjs that the lab knows, the best first, and what a program brings to start them. */

import type { KernelBinaries } from './wasm/kernels';

export const BACKEND_CHAIN = ['webgpu', 'wasm', 'webgl', 'cpu'] as const;
export type BackendName = (typeof BACKEND_CHAIN)[number];
export type BackendRequest = BackendName | 'auto';

/** What differs between a browser and Node. */
export interface Platform {
  /** Folder, or file by file, where the WASM binaries of tfjs are. */
  readonly wasmPaths: string | Readonly<Record<string, string>>;
  /** The lab's own kernels for the WASM backend; without them its models run one operation at a time. */
  readonly kernels?: KernelBinaries;
  /** Provides `navigator.gpu` where it is not built in; throws a sentence where it cannot. */
  readonly provideWebgpu?: () => Promise<void>;
}
