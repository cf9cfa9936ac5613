import { expect, it } from 'vitest';
import { createRandom } from '../domain/random';
import { SortedWindow } from './sorted-window';

it('holds what came and did not go, in rising order, equal numbers as often as they came', () => {
  const random = createRandom(3);
  const window = new SortedWindow();
  const held: number[] = [];
  for (let turn = 0; turn < 2000; turn++) {
    const value = random.integer(30) / 7;
    const at = random.integer(Math.max(1, held.length));
    const chance = random.uniform();
    if (held.length === 0 || chance < 0.4) {
      window.add(value);
      held.push(value);
    } else if (chance < 0.7) {
      window.replace(held[at] as number, value);
      held[at] = value;
    } else {
      window.remove(held[at] as number);
      held.splice(at, 1);
    }
    expect([...window.values]).toEqual(held.toSorted((a, b) => a - b));
  }
  expect(held.length).toBeGreaterThan(64);
});
