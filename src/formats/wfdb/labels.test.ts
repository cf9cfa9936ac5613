import { describe, expect, it } from 'vitest';
import { labelsOf } from './labels';
import { SNOMED_NAMES } from './snomed-names';

const names = (...comments: readonly string[]): string[] => labelsOf(comments).map(({ name }) => name);

describe('labelsOf', () => {
  it('names SNOMED CT codes, and keeps those that it does not know', () => {
    expect(labelsOf(['Age: 78', 'Dx: 164889003, 67741000119109,999', 'Rx: Unknown'])).toEqual([
      { scheme: 'snomed-ct', code: '164889003', name: 'atrial fibrillation' },
      { scheme: 'snomed-ct', code: '67741000119109', name: 'left atrial enlargement' },
      { scheme: 'snomed-ct', code: '999', name: '999' },
    ]);
    expect(names('Dx: Unknown')).toEqual([]);
    expect(Object.keys(SNOMED_NAMES)).toHaveLength(133);
  });

  it('takes the statements of LUDB, one a line, without repetition', () => {
    const comments = ['<age>: 51', '<sex>: F', '<diagnoses>:', 'Rhythm: Sinus bradycardia.', 'Left. ', 'Left.'];
    expect(labelsOf(comments)).toEqual([
      { scheme: 'statement', code: 'Sinus bradycardia', name: 'Sinus bradycardia' },
      { scheme: 'statement', code: 'Left', name: 'Left' },
    ]);
  });

  it('takes a diagnosis from the line of its field, up to the next field', () => {
    expect(names('<age>: 25  <diagnoses>: Angina  <medications>: Aspirin', 'a remark')).toEqual(['Angina']);
    expect(names('<age>: 25  <diagnoses>: (none)  <medications>: (none)')).toEqual([]);
    expect(names('<diagnoses>:', 'one', '<medications>:', 'two')).toEqual(['one']);
  });

  it('takes why a patient of PTB came, and plain statements that it knows', () => {
    expect(names('Reason for admission: Myocardial infarction', 'Additional diagnoses: no', 'Smoker: no')).toEqual([
      'Myocardial infarction',
    ]);
    expect(names('paroxysmal atrial fibrillation')).toEqual(['paroxysmal atrial fibrillation']);
    expect(names('Asystole', 'False alarm')).toEqual(['Asystole', 'False alarm']);
    expect(names('69 M 1085 1629 x1', 'Aldomet, Inderal')).toEqual([]);
  });
});
