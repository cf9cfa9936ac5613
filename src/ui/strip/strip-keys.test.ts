import { describe, expect, it } from 'vitest';
import { commandOf } from './strip-keys';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'altKey', boolean>> = {}) =>
  commandOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keys of the strip', () => {
  it('step from beat to beat, and with Shift scroll', () => {
    expect(press('ArrowRight')).toEqual({ kind: 'beat', step: 1 });
    expect(press('ArrowLeft', { shiftKey: true })).toMatchObject({ kind: 'scroll' });
  });

  it('go to a class only with Shift, so that T and the letters stay with the page', () => {
    expect(press('V', { shiftKey: true })).toEqual({ kind: 'class', beatClass: 'V' });
    expect(press('v')).toBeUndefined();
    expect(press('t')).toBeUndefined();
  });

  it('leave the browser its own', () => {
    expect(press('+', { ctrlKey: true })).toBeUndefined();
    expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
    expect(press('Tab')).toBeUndefined();
  });
});
