import { describe, expect, it } from 'vitest';
import { BEAT_EXAMPLE_CLASSES } from '../../domain/task';
import type { ResultRow } from './result-rows';
import { verdictOf } from './verdict';

type PerClass = Readonly<Record<string, { readonly support: number; readonly se: number }>>;
const row = (strategy: string, accuracy: number, macroF1: number, dragged = false, perClass: PerClass = {}) =>
  ({ strategy, dragged, evaluation: { accuracy, macroF1, perClass } }) as unknown as ResultRow;
const FUSIONS = new Set(['early', 'late']);
const say = (rows: ResultRow[], running = false): string =>
  verdictOf({
    ...{ rows, running, nameOf: (id) => id.toUpperCase(), isFusion: (id) => FUSIONS.has(id) },
    ...{ classes: BEAT_EXAMPLE_CLASSES, noun: 'beat' },
  }).join(' ');

describe('verdict', () => {
  it('says nothing without a result, and compares nothing with one', () => {
    expect(say([])).toBe('');
    expect(say([row('time', 0.9, 0.5)])).toBe('One result, of TIME; a comparison needs at least two.');
  });
  it('names the leader of each measure with its lead, and that one seed is no proof', () => {
    const text = say([row('time', 0.9, 0.5), row('late', 0.88, 0.61), row('early', 0.85, 0.4)]);
    expect(text).toContain(
      'In this one run, on the test part LATE has the highest macro-F1 (0.61, 0.110 above TIME), and TIME has the ' +
        'highest accuracy (90.0\u00a0%, 2.0 points above LATE).',
    );
    expect(text).toContain('One seed is no proof');
  });
  it('compares the best fusion with the best single stream, either way', () => {
    expect(say([row('time', 0.9, 0.5), row('late', 0.88, 0.61)])).toContain('0.110 of macro-F1 above the best single');
    expect(say([row('time', 0.9, 0.5), row('late', 0.88, 0.41)])).toContain(
      'No fusion beats the best single stream (TIME)',
    );
    expect(say([row('time', 0.9, 0.5), row('rhythm', 0.8, 0.4)])).not.toContain('fusion');
  });
  it('says it once where one leads in both', () => {
    expect(say([row('time', 0.9, 0.6), row('late', 0.88, 0.5)])).toContain(
      'TIME has the highest macro-F1 (0.60, 0.100 above LATE) and the highest accuracy (90.0\u00a0%, 2.0 points above LATE) on the test part.',
    );
  });
  it('names the classes of which nobody finds one, and not those that the test part lacks', () => {
    const finding = (se: number) => ({
      ...{ N: { support: 90, se: 1 }, S: { support: 5, se: 0 }, V: { support: 5, se } },
      F: { support: 0, se: Number.NaN },
    });
    const both = (se: number) => [row('time', 0.9, 0.5, false, finding(0)), row('late', 0.9, 0.5, false, finding(se))];
    expect(say(both(0))).toContain('No strategy finds a single beat of class S or V, which accuracy hides.');
    expect(say(both(0.2))).toContain('No strategy finds a single beat of class S, which');
    expect(say(both(0), true)).toContain('No strategy so far finds');
  });
  it('says how much one example weighs where the test part has few', () => {
    const of = (support: number) => {
      const perClass = { N: { support, se: 1 }, V: { support: 3, se: 0.5 } };
      return say([row('time', 0.9, 0.5, false, perClass), row('late', 0.8, 0.4, false, perClass)]);
    };
    expect(of(5)).toContain('The test part has only 8 beats: each of them is 12.5 points of accuracy.');
    expect(of(97)).not.toContain('only');
  });
  it('says that equals share the lead', () => {
    expect(say([row('time', 0.9, 0.5), row('late', 0.9, 0.4)])).toContain('TIME and LATE share the highest accuracy');
  });
  it('leaves out what was dragged on the test part', () => {
    const text = say([row('time', 0.9, 0.5), row('late', 0.99, 0.99, true), row('early', 0.8, 0.4)]);
    expect(text).not.toContain('LATE');
    expect(text).toContain('chosen with the test part in sight');
  });
  it('speaks of an order so far while the race runs', () =>
    expect(say([row('time', 0.9, 0.5), row('late', 0.8, 0.4)], true)).toMatch(/^So far in this one run/));
  it('writes no NaN', () =>
    expect(say([row('time', 0.9, Number.NaN), row('late', 0.8, Number.NaN)])).not.toMatch(/NaN/));
});
