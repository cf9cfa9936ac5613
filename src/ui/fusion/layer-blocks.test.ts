import { expect, it } from 'vitest';
import { placeLayers } from '../../fusion/model-shapes';
import type { ModelSpec } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import { blocksOf, mergeBlocks } from './layer-blocks';

const modelOf = async (strategy: string, earlyBalance: 'none' | 'equal') => {
  const shapes = { time: [256, 1], rhythm: [6] };
  const [plan] = await buildPlans([strategy], ['time', 'rhythm'], shapes, {
    classes: 4,
    dropout: 0.3,
    encoderDropout: 0.3,
    earlyBalance,
  });
  return plan?.members[0] as ModelSpec;
};
const chain = (model: ModelSpec, name: string) =>
  blocksOf(placeLayers(model).filter(({ path }) => path.startsWith(`${name}/`)));

it('draws a convolution with its normalisation, activation and pooling as one box', async () => {
  const blocks = chain(await modelOf('intermediate', 'none'), 'time');
  expect(blocks.map(({ short }) => short)).toEqual(['conv 8', 'conv 16', 'conv 32']);
  expect(blocks[0]?.sentence).toBe(
    '1D convolution with 8 filters of 7, batch normalisation, ReLU, average pooling by 2: 256 × 1 → 128 × 8, 72 parameters',
  );
  expect(blocks[2]?.sentence).toMatch(/global average pooling, dropout of 30 %: 64 × 16 → 32, /);
});

it('joins a flatten to the multiplication after it, and draws none where nothing follows', async () => {
  expect(chain(await modelOf('early', 'none'), 'time')).toEqual([]);
  const [scale] = chain(await modelOf('early', 'equal'), 'time');
  expect(scale?.sentence).toMatch(/^flatten, multiply by 0\.7\d\d: 256 × 1 → 256, 0 parameters$/);
});

it('merges an encoder to one block that names what is alike once and counts all of it', async () => {
  const blocks = chain(await modelOf('intermediate', 'none'), 'time');
  const merged = mergeBlocks(blocks);
  expect(merged.short).toBe('conv 8·16·32');
  expect(merged.layers).toEqual(blocks.flatMap(({ layers }) => layers));
  expect(merged.sentence).toMatch(/^conv 8·16·32, 256 × 1 → 32, [\d,]+ parameters$/);
  expect(() => mergeBlocks([])).toThrow('no box');
});
