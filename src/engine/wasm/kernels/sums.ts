/** Adds the sum over positions of each channel of an image to `sums`, whose channels are in whole eights. Cost: a read of the image. */
export function addSums(image: usize, row: usize, rows: i32, columns: i32, channels: i32, sums: usize): void {
  const line = <usize>channels << 2;
  for (let at: usize = 0; at < line; at += 16) {
    let sum = v128.load(sums + at);
    for (let index = 0; index < rows; index++) {
      let from = image + <usize>index * row + at;
      for (let column = 0; column < columns; column++) {
        sum = f32x4.add(sum, v128.load(from));
        from += line;
      }
    }
    v128.store(sums + at, sum);
  }
}
