import { expect, it } from 'vitest';
import { initialSpec } from '../domain/experiment';
import { representations } from '../representations/registry';
import { shownRepresentations } from './shown-representations';

const { fusion } = initialSpec([]);
const shown = (changes: Partial<typeof fusion>): string[] =>
  shownRepresentations(representations.ids, { fusion: { ...fusion, ...changes } });

it('shows the first four, whatever takes part', () => {
  expect(shown({})).toEqual(['time', 'frequency', 'spectrogram', 'rhythm']);
  expect(shown({ branches: [], strategies: [] })).toEqual(['time', 'frequency', 'spectrogram', 'rhythm']);
});

it('shows what takes part in fusion or alone beside them, in the order of the registry', () => {
  expect(shown({ branches: ['time', 'welch'], strategies: ['mel', 'early'] }).slice(4)).toEqual(['mel', 'welch']);
});
