/**
 * What a move of the late-fusion slider costs, of 50,000 beats and three members: judging at the new weights, and the curve of a
 * weight. A frame has 16.7 ms. `npx tsx tests/bench/late-weights.ts`.
 */

import { averageProbabilities, withWeight } from '../../src/evaluation/late-weights';
import { evaluate } from '../../src/evaluation/metrics';
import { sweepWeight } from '../../src/evaluation/weight-sweep';
import { member } from '../fixtures/late-member';

const BEATS = 50_000;
const TIMES = 50;
const CLASSES = ['N', 'S', 'V', 'F'];
const WEIGHTS = [0.2, 0.5, 0.3];

const members = [2, 3, 4].map((seed) => member(BEATS, seed));

function time(what: string, work: (time: number) => void): void {
  const times = Array.from({ length: TIMES }, (_, time) => {
    const began = performance.now();
    work(time);
    return performance.now() - began;
  }).toSorted((a, b) => a - b);
  const [least, median, most] = [0, TIMES / 2, TIMES - 1].map((index) => (times[index] as number).toFixed(1));
  console.log(`${what}: ${least} / ${median} / ${most} ms (least, median, most)`);
}

time('move', (at) => evaluate(averageProbabilities(members, withWeight(WEIGHTS, 0, at / TIMES)), CLASSES));
time('curve', () => sweepWeight(members, WEIGHTS, 1));
