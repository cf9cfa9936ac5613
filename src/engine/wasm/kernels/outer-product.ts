import { multiplyAdd, toEights, toFours } from './lanes';

/**
 * The gradient by a filter, or by the matrix of a product: the sum over positions of each number under the window times each number
 * of the gradient. Four numbers under the window times eight of the gradient at a time stay in registers over the whole image.
 *
 * `x`, `depth`: as in `product`. `gradient`: `[row, column, output]`. Adds to `sums`: `[window row, depth in whole fours, outputs
 * in whole eights]`; what is beyond depth and outputs there is meaningless.
 *
 * Cost: per multiply-accumulate of four lanes, 3/4 of a load.
 */
export function outerProduct(
  x: usize, xRow: usize, xStep: usize, gradient: usize, gradientRow: usize, gradientStep: usize, sums: usize,
  rows: i32, columns: i32, windowRows: i32, depth: i32, outputs: i32,
): void {
  const depths = toFours(depth);
  const line = <usize>toEights(outputs) << 2;
  for (let windowRow = 0; windowRow < windowRows; windowRow++) {
    for (let under = 0; under < depths; under += 4) {
      for (let block = 0; block < outputs; block += 8) {
        let to = sums + <usize>(windowRow * depths + under) * line + (<usize>block << 2);
        const to1 = to + line, to2 = to1 + line, to3 = to2 + line;
        let a0 = v128.load(to), a1 = v128.load(to, 16);
        let b0 = v128.load(to1), b1 = v128.load(to1, 16);
        let c0 = v128.load(to2), c1 = v128.load(to2, 16);
        let d0 = v128.load(to3), d1 = v128.load(to3, 16);
        for (let row = 0; row < rows; row++) {
          let from = x + <usize>(row + windowRow) * xRow + (<usize>under << 2);
          let by = gradient + <usize>row * gradientRow + (<usize>block << 2);
          const end = by + <usize>columns * gradientStep;
          while (by < end) {
            const g0 = v128.load(by);
            const g1 = v128.load(by, 16);
            let value = v128.load_splat<f32>(from);
            a0 = multiplyAdd(a0, value, g0);
            a1 = multiplyAdd(a1, value, g1);
            value = v128.load_splat<f32>(from, 4);
            b0 = multiplyAdd(b0, value, g0);
            b1 = multiplyAdd(b1, value, g1);
            value = v128.load_splat<f32>(from, 8);
            c0 = multiplyAdd(c0, value, g0);
            c1 = multiplyAdd(c1, value, g1);
            value = v128.load_splat<f32>(from, 12);
            d0 = multiplyAdd(d0, value, g0);
            d1 = multiplyAdd(d1, value, g1);
            from += xStep;
            by += gradientStep;
          }
        }
        v128.store(to, a0);
        v128.store(to, a1, 16);
        v128.store(to1, b0);
        v128.store(to1, b1, 16);
        v128.store(to2, c0);
        v128.store(to2, c1, 16);
        v128.store(to3, d0);
        v128.store(to3, d1, 16);
      }
    }
  }
}
