import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AnnotationEdit,
  type EditHistory,
  edited,
  editedByAll,
  inverseOf,
  NO_EDITS,
  redo,
  undo,
  withEdit,
} from './annotation-edits';
import type { Annotation } from './recording';

const at = (sample: number, symbol = 'N', text = ''): Annotation => ({
  sample,
  symbol,
  subtype: 0,
  channel: 0,
  number: 0,
  text,
});
const beats = [at(10), at(20, '+', '(AFIB'), at(20, 'V'), at(30)];

describe('edits of annotations', () => {
  it('relabel, add in time order, and delete', () => {
    expect(edited(beats, { removed: at(20, 'V'), added: at(20, 'A') })).toEqual([
      beats[0],
      beats[1],
      at(20, 'A'),
      beats[3],
    ]);
    expect(edited(beats, { removed: null, added: at(25) })?.map(({ sample }) => sample)).toEqual([10, 20, 20, 25, 30]);
    expect(edited(beats, { removed: at(20, '+', '(AFIB'), added: null })).toEqual([beats[0], beats[2], beats[3]]);
  });

  it('do not fit where what they take away is not there', () => {
    for (const removed of [at(20, 'L'), at(21, 'V'), at(20, '+', '(N'), at(99)]) {
      expect(edited(beats, { removed, added: null })).toBeNull();
    }
    expect(editedByAll(beats, [{ removed: at(99), added: null }])).toBeNull();
    expect(editedByAll(beats, [])).toBe(beats);
  });

  it('are taken back one by one and done again, and a new one forgets what was taken back', () => {
    const first: AnnotationEdit = { removed: at(10), added: at(10, 'V') };
    const second: AnnotationEdit = { removed: null, added: at(40) };
    const history = withEdit(withEdit(NO_EDITS, first), second);
    const back = undo(history);
    expect(back).toEqual({ history: { done: [first], undone: [second] }, edit: inverseOf(second) });
    expect(redo(back?.history as EditHistory)).toEqual({ history, edit: second });
    expect(withEdit(back?.history as EditHistory, first).undone).toEqual([]);
    expect(undo(NO_EDITS)).toBeNull();
    expect(redo(history)).toBeNull();
  });

  it('leave what was there when all of them are undone, whatever they were', () => {
    const choice = fc.record({ kind: fc.constantFrom('relabel', 'add', 'delete'), pick: fc.nat(), sample: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 20 }), (choices) => {
        let present: readonly Annotation[] = beats;
        let history = NO_EDITS;
        for (const { kind, pick, sample } of choices) {
          const chosen = kind === 'add' ? null : (present[pick % Math.max(1, present.length)] ?? null);
          const added = kind === 'delete' ? null : at(chosen?.sample ?? sample, 'F');
          if (!chosen && !added) continue;
          const edit = { removed: chosen, added };
          present = edited(present, edit) as Annotation[];
          history = withEdit(history, edit);
        }
        expect(editedByAll(beats, history.done)).toEqual(present);
        for (let step = undo(history); step; step = undo(history)) {
          present = edited(present, step.edit) as Annotation[];
          history = step.history;
        }
        expect(new Set(present)).toEqual(new Set(beats));
        expect(present.map(({ sample }) => sample)).toEqual(beats.map(({ sample }) => sample));
      }),
    );
  });
});
