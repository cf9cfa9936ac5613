/**
 * Elementwise layers cost no dispatch of their own: a run of them is code at the end of the kernel that makes the value
 * (forward) and at the start of the kernels that read the gradient by it (backward).
 */

import type { LayerSpec } from '../../../fusion/model-spec';
import { dropoutThreshold, SPREAD } from '../../dropout-mask';
import { type Real, real, type Sizes } from './kernel';

export interface ChainLayer {
  readonly layer: LayerSpec;
  /** Names the dropout layer's units (`dropoutKey`). */
  readonly key: number;
}

/** Elementwise layers in the order in which they follow a kernel. */
export type Chain = readonly ChainLayer[];

export function isElementwise({ kind }: LayerSpec): boolean {
  return kind === 'relu' || kind === 'scale' || kind === 'dropout' || kind === 'flatten';
}

/** Whether the backward pass must look at the chain's output: ReLU passes a gradient where that is above 0. */
export function needsOutput(chain: Chain): boolean {
  return chain.some(({ layer }) => layer.kind === 'relu');
}

const MIX = /* wgsl */ `
fn mix(value: u32) -> u32 {
  var x = value;
  x = (x ^ (x >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}
fn kept(key: u32, threshold: u32, unit: u32) -> bool {
  return mix(unit * ${SPREAD}u + mix(key ^ mix(step.number))) >= threshold;
}
`;

/** What the code of a chain reads: the code itself knows only the kinds of its layers. */
export function chainSizes(chain: Chain): Sizes {
  const sizes: Record<string, number | Real> = {};
  chain.forEach(({ layer, key }, index) => {
    if (layer.kind === 'scale') sizes[`factor${index}`] = real(layer.factor);
    if (layer.kind !== 'dropout') return;
    sizes[`factor${index}`] = real(1 / (1 - layer.rate));
    sizes[`key${index}`] = key;
    sizes[`threshold${index}`] = dropoutThreshold(layer.rate);
  });
  return sizes;
}

/** `fn chain(value, unit) -> f32`; `unit` counts over batch and features of the layer's own output. */
export function chainForward(chain: Chain, training: boolean): string {
  const lines = chain.map(({ layer }, index) => {
    if (layer.kind === 'relu') return 'x = max(x, 0.0f);';
    if (layer.kind === 'scale') return `x *= sizes.factor${index};`;
    if (layer.kind === 'dropout' && training) return dropped(index);
    return '';
  });
  return `${training ? mixOf(chain) : ''}
fn chain(value: f32, unit: u32) -> f32 {
  var x = value;
  ${lines.filter(Boolean).join('\n  ')}
  return x;
}
`;
}

/**
 * `fn back(gradient, output, unit) -> f32`: the gradient by what entered the chain from the gradient by what left it. With ReLU
 * `output` is what left the chain: above 0 only where ReLU passed and dropout kept, since every factor is positive.
 */
export function chainBackward(chain: Chain): string {
  const lines = chain.map(({ layer }, index) => {
    if (layer.kind === 'relu') return 'x = select(0.0f, x, output > 0.0f);';
    if (layer.kind === 'scale') return `x *= sizes.factor${index};`;
    if (layer.kind === 'dropout') return dropped(index);
    return '';
  });
  return `${mixOf(chain)}
fn back(gradient: f32, output: f32, unit: u32) -> f32 {
  var x = gradient;
  ${lines.filter(Boolean).join('\n  ')}
  return x;
}
`;
}

function mixOf(chain: Chain): string {
  return chain.some(({ layer }) => layer.kind === 'dropout') ? MIX : '';
}

function dropped(index: number): string {
  return `x = select(0.0f, x * sizes.factor${index}, kept(sizes.key${index}, sizes.threshold${index}, unit));`;
}
