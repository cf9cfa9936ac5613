/** Tables that were published in two parts, one to train and one to test: the UCR archive's, the heartbeats of Kaggle. */

import type { BeatBlock, Part } from '../domain/dataset';
import type { SplitSettings } from '../domain/experiment';
import { LabError } from '../domain/problem';
import type { Recording } from '../domain/recording';
import { splitBeats } from './split-beats';

/** `ECG200_TRAIN` and `mitbih_test` name the part that they are; null where a name says nothing. */
function givenPart(name: string): 'train' | 'test' | null {
  const [, part] = /[_\-. ](train|test)$/i.exec(name) ?? [];
  return part ? (part.toLowerCase() as 'train' | 'test') : null;
}

/** Whether the open tables were published in two parts. */
export function hasGivenSplit(recordings: readonly Pick<Recording, 'name' | 'excerptSamples'>[]): boolean {
  const tables = recordings.filter(({ excerptSamples }) => excerptSamples !== undefined);
  const parts = new Set(tables.map(({ name }) => givenPart(name)));
  return parts.size === 2 && !parts.has(null);
}

/** `[row]` part of each row of each table: TEST tests, and of TRAIN a share of every class, drawn at random, validates. */
export function splitAsGiven(
  blocks: readonly BeatBlock[],
  settings: SplitSettings,
  seed: number,
): readonly (readonly Part[])[] {
  const given = blocks.map(({ recordingName }) => givenPart(recordingName));
  const unnamed = blocks.filter((_, index) => given[index] === null).map(({ recordingName }) => recordingName);
  if (unnamed.length > 0 || new Set(given).size < 2) throw notGiven(unnamed.length > 0 ? unnamed : blocks.map(nameOf));
  const training = blocks.filter((_, index) => given[index] === 'train');
  const drawn = splitBeats(training, { ...settings, testShare: 0 }, seed);
  return blocks.map((block, index) =>
    given[index] === 'test'
      ? new Array<Part>(block.labels.length).fill('test')
      : (drawn[training.indexOf(block)] as readonly Part[]),
  );
}

const nameOf = ({ recordingName }: BeatBlock): string => recordingName;

function notGiven(names: readonly string[]): LabError {
  return new LabError({
    code: 'split-not-given',
    file: '',
    field: 'split rule "given"',
    expected: 'tables whose names end in _TRAIN and in _TEST, one of each at least',
    found: names.slice(0, 3).join(', '),
    at: '',
    fix: 'Open both parts and nothing else, or choose another split.',
  });
}
