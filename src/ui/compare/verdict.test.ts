import { describe, expect, it } from 'vitest';
import type { ResultRow } from './result-rows';
import { verdictOf } from './verdict';

const row = (strategy: string, accuracy: number, macroF1: number, dragged = false): ResultRow =>
  ({ strategy, dragged, evaluation: { accuracy, macroF1 } }) as unknown as ResultRow;
const FUSIONS = new Set(['early', 'late']);
const say = (rows: ResultRow[], running = false): string =>
  verdictOf({ rows, running, nameOf: (id) => id.toUpperCase(), isFusion: (id) => FUSIONS.has(id) }).join(' ');

describe('verdict', () => {
  it('says nothing without a result, and compares nothing with one', () => {
    expect(say([])).toBe('');
    expect(say([row('time', 0.9, 0.5)])).toBe('Only TIME has a result yet; a comparison needs at least one more.');
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
