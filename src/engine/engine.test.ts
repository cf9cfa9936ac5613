import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { grads, memory, setBackend, type Tensor, tensor, variableGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from './backends';
import { gradientErrors } from './self-test';

void [grads, memory, setBackend, tensor, variableGrads];
void (null as unknown as Tensor);
const wasmPaths = `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`;

describe('engine', () => {
  beforeAll(async () => {
    const engine = await startEngine('wasm', { wasmPaths });
    expect(engine.backend).toBe('wasm');
  });
  it('agrees with cpu', async () => {
    console.log(await gradientErrors('wasm'));
  });
});
