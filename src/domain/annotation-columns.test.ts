import { expect, it } from 'vitest';
import { annotationsIn, columnsOf } from './annotation-columns';

it('gives back every field of every annotation', () => {
  const annotations = [
    { sample: 18, symbol: '+', subtype: 0, channel: 0, number: 0, text: '(AFIB' },
    { sample: 2 ** 33, symbol: 'N', subtype: -1, channel: 255, number: 2, text: '' },
    { sample: 77.5, symbol: '[47]', subtype: 0, channel: 1, number: -3, text: 'µ' },
    { sample: 90, symbol: 'N', subtype: 0, channel: 0, number: 0, text: '(AFIB' },
  ];
  expect(annotationsIn(columnsOf(annotations))).toEqual(annotations);
  expect(annotationsIn(columnsOf([]))).toEqual([]);
});
