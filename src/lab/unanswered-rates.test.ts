import { describe, expect, it } from 'vitest';
import type { GivenFile } from '../../workers/protocol';
import { UnansweredRates } from './unanswered-rates';

const given = (path: string): GivenFile => ({ path, file: { url: '', size: 0 } });

describe('UnansweredRates', () => {
  it('opens with an answer what lies beside the file and is of its kind, and asks no more', () => {
    const rates = new UnansweredRates();
    const choice = ['a/data_1.mat', 'a/R_1.mat', 'a/notes.txt', 'b/data_2.mat'].map(given);
    rates.ask('a/data_1.mat', choice);
    expect(rates.take(['a/data_1.mat']).map(({ path }) => path)).toEqual(['a/data_1.mat', 'a/R_1.mat']);
    expect(rates.paths).toEqual([]);
  });

  it('opens a container whole for what lies in it, and each file once for several answers', () => {
    const rates = new UnansweredRates();
    const zip = given('all.zip');
    for (const path of ['all.zip/x/1.csv', 'all.zip/x/2.csv']) rates.ask(path, [zip, given('other.zip')]);
    expect(rates.take(rates.paths)).toEqual([zip]);
  });
});
