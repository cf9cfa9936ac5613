import { describe, expect, it } from 'vitest';
import { draws, openKernelDevice, TOLERANCE } from '../../../../tests/fixtures/run-kernel';
import { relativeError } from '../../relative-error';
import { crossEntropy, softmax } from './cross-entropy';

const { device, title, run } = await openKernelDevice();

function softmaxOf(logits: Float32Array): number[] {
  const whole = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
  return Array.from(logits, (logit) => Math.exp(logit) / whole);
}

function drawCase(batch: number, count: number) {
  const { between, normals } = draws(batch);
  const classes = between(2, 6);
  const examples = count + 4;
  return {
    shape: { batch, classes },
    logits: normals(batch * classes),
    order: Uint32Array.from({ length: examples }, (_, place) => examples - 1 - place),
    labels: Uint32Array.from({ length: examples }, () => between(0, classes - 1)),
    weights: normals(classes).map(Math.abs),
    examples,
  };
}

describe.skipIf(!device)(title('cross-entropy'), () => {
  // 300 beats are more than one workgroup has invocations.
  for (const [batch, count] of [
    [1, 1],
    [7, 5],
    [300, 299],
  ] as const) {
    it(`weighs the loss of ${count} beats, counts hits, and has the gradient by the logits`, async () => {
      const { shape, logits, order, labels, weights } = drawCase(batch, count);
      const { classes } = shape;
      const first = 2;
      const gradient = new Float64Array(logits.length);
      const totals = [10, 20, 5];
      for (let beat = 0; beat < count; beat++) {
        const row = logits.subarray(beat * classes, (beat + 1) * classes);
        const probabilities = softmaxOf(row);
        const label = labels[order[first + beat] as number] as number;
        const weight = weights[label] as number;
        totals[0] = (totals[0] as number) - weight * Math.log(probabilities[label] as number);
        totals[1] = (totals[1] as number) + Number(row.indexOf(Math.max(...row)) === label);
        probabilities.forEach((probability, c) => {
          gradient[beat * classes + c] = ((probability - Number(c === label)) * weight) / count;
        });
      }
      const rooms = [new Float32Array(logits.length), Float32Array.of(10, 20, 5)];
      const [byLogits, sums] = await run(
        crossEntropy(shape),
        { count, first },
        logits,
        order,
        labels,
        weights,
        ...rooms,
      );
      expect(relativeError(byLogits as Float32Array, gradient)).toBeLessThan(TOLERANCE);
      expect(relativeError(sums as Float32Array, totals)).toBeLessThan(TOLERANCE);
    });
  }

  it('lays probabilities at their place among all examples', async () => {
    const [batch, count, first] = [9, 6, 3];
    const { shape, logits, examples } = drawCase(batch, count);
    const { classes } = shape;
    const expected = new Float64Array(examples * classes);
    for (let beat = 0; beat < count; beat++) {
      expected.set(softmaxOf(logits.subarray(beat * classes, (beat + 1) * classes)), (first + beat) * classes);
    }
    const [found] = await run(softmax(shape), { count, first }, logits, new Float32Array(expected.length));
    expect(relativeError(found as Float32Array, expected)).toBeLessThan(TOLERANCE);
  });
});
