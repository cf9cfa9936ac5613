import { expect, it } from 'vitest';
import { uniqueId } from './unique-id';

it('counts on until an id is free', () => {
  expect(uniqueId('a', () => false)).toBe('a');
  expect(uniqueId('a', (id) => id === 'a')).toBe('a (2)');
  expect(uniqueId('a', (id) => ['a', 'a (2)'].includes(id))).toBe('a (3)');
});
