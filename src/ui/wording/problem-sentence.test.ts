import { expect, it } from 'vitest';
import { LabError } from '../../domain/problem';
import { problemSentence } from './problem-sentence';

it('begins with a capital, and leaves the names of files as they are', () => {
  const parts = { code: 'x', field: 'split by patient', expected: 'three', found: 'one', at: '', fix: 'Open more.' };
  expect(problemSentence(new LabError({ ...parts, file: '' }).problem)).toMatch(/^Split by patient: expected three/);
  expect(problemSentence(new LabError({ ...parts, file: 'a.csv' }).problem)).toMatch(/^a\.csv: split by patient/);
});
