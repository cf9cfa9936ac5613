import { expect, it } from 'vitest';
import { createRandom } from '../../domain/random';
import { SortedWindow } from './sorted-window';

it('holds what came and did not go, in rising order, equal numbers as often as they came', () => {
  const random = createRandom(3);
  const window = new SortedWindow();
  const held: number[] = [];
  for (let turn = 0; turn < 2000; turn++) {
    if (held.length > 0 && random.uniform() < 0.45) {
      const [gone] = held.splice(random.integer(held.length), 1) as [number];
      window.remove(gone);
    } else {
      const value = random.integer(30) / 7;
      held.push(value);
      window.add(value);
    }
    expect([...window.values]).toEqual(held.toSorted((a, b) => a - b));
  }
  expect(held.length).toBeGreaterThan(64);
});
