import { multiplyAdd, storeLanes } from './lanes';

/**
 * A convolution of one padded image, or a matrix product: eight outputs of four positions at a time stay in registers.
 *
 * `x`: the first number under the window at the first position; the taps and channels under one row of the window lie side by side,
 * `depth` of them. `filter`: `[block of 8 outputs, window row, depth, 8]` (`pack`). `bias`: at least as many numbers as outputs, in
 * whole eights. Rows and steps are distances in bytes. Reads up to three positions past the end of each row.
 *
 * Cost: per multiply-accumulate of four lanes, 3/4 of a load.
 */
export function product(
  x: usize, xRow: usize, xStep: usize, filter: usize, bias: usize, y: usize, yRow: usize, yStep: usize,
  rows: i32, columns: i32, windowRows: i32, depth: i32, outputs: i32,
): void {
  const depthBytes = <usize>depth << 2;
  for (let block = 0; block < outputs; block += 8) {
    const first = filter + <usize>(block * windowRows) * depthBytes;
    const bias0 = v128.load(bias + (<usize>block << 2));
    const bias1 = v128.load(bias + (<usize>block << 2), 16);
    const lanes = outputs - block;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column += 4) {
        let a0 = bias0, a1 = bias1, b0 = bias0, b1 = bias1, c0 = bias0, c1 = bias1, d0 = bias0, d1 = bias1;
        let weights = first;
        let under = x + <usize>row * xRow + <usize>column * xStep;
        for (let windowRow = 0; windowRow < windowRows; windowRow++) {
          let a = under;
          let b = a + xStep;
          let c = b + xStep;
          let d = c + xStep;
          const end = a + depthBytes;
          while (a < end) {
            const w0 = v128.load(weights);
            const w1 = v128.load(weights, 16);
            let value = v128.load_splat<f32>(a);
            a0 = multiplyAdd(a0, value, w0);
            a1 = multiplyAdd(a1, value, w1);
            value = v128.load_splat<f32>(b);
            b0 = multiplyAdd(b0, value, w0);
            b1 = multiplyAdd(b1, value, w1);
            value = v128.load_splat<f32>(c);
            c0 = multiplyAdd(c0, value, w0);
            c1 = multiplyAdd(c1, value, w1);
            value = v128.load_splat<f32>(d);
            d0 = multiplyAdd(d0, value, w0);
            d1 = multiplyAdd(d1, value, w1);
            a += 4;
            b += 4;
            c += 4;
            d += 4;
            weights += 32;
          }
          under += xRow;
        }
        let to = y + <usize>row * yRow + <usize>column * yStep + (<usize>block << 2);
        const left = columns - column;
        storePair(to, a0, a1, lanes);
        if (left < 2) continue;
        to += yStep;
        storePair(to, b0, b1, lanes);
        if (left < 3) continue;
        to += yStep;
        storePair(to, c0, c1, lanes);
        if (left < 4) continue;
        storePair(to + yStep, d0, d1, lanes);
      }
    }
  }
}

function storePair(to: usize, low: v128, high: v128, lanes: i32): void {
  storeLanes(to, low, lanes);
  storeLanes(to + 16, high, lanes - 4);
}
