import './require-node.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureKernels } from './ensure-kernels.mjs';

await ensureInstalled();
await ensureKernels();
