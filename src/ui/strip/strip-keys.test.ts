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

  it('relabel, add and delete only while beats are being corrected', () => {
    const correct = (key: string, shiftKey = false) =>
      commandOf({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, true);
    expect(correct('v')).toEqual({ kind: 'relabel', beatClass: 'V' });
    expect(correct('V', true)).toEqual({ kind: 'class', beatClass: 'V' });
    expect([correct('a'), correct('Delete')]).toEqual([{ kind: 'add' }, { kind: 'delete' }]);
    expect([press('a'), press('Delete')]).toEqual([undefined, undefined]);
    expect(press('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
  });

  it('move the calipers by a sample, and with Shift by ten', () => {
    expect(press('c')).toEqual({ kind: 'calipers' });
    expect([press(','), press('>', { shiftKey: true })]).toEqual([
      { kind: 'nudge', samples: -1 },
      { kind: 'nudge', samples: 10 },
    ]);
  });

  it('leave the browser its own', () => {
    expect(press('+', { ctrlKey: true })).toBeUndefined();
    expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
    expect(press('Tab')).toBeUndefined();
  });
});
