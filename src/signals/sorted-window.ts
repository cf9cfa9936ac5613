/** Numbers in rising order, of which some come and others go while a window moves. */
export class SortedWindow {
  private kept: Float64Array;
  private length: number;

  constructor(first: ArrayLike<number> = []) {
    this.kept = Float64Array.from(first).sort();
    this.length = this.kept.length;
  }

  /** In rising order; holds until the next change. */
  get values(): Float64Array {
    return this.kept.subarray(0, this.length);
  }

  add(value: number): void {
    if (this.length === this.kept.length) this.grow();
    const at = this.placeOf(value);
    this.kept.copyWithin(at + 1, at, this.length);
    this.kept[at] = value;
    this.length++;
  }

  /** One of the numbers that equal `value`; it must be among them. */
  remove(value: number): void {
    const at = this.placeOf(value);
    this.kept.copyWithin(at, at + 1, this.length);
    this.length--;
  }

  /** As `remove` and `add`, with one move of the memory between the two places. */
  replace(old: number, fresh: number): void {
    if (old === fresh) return;
    const from = this.placeOf(old);
    const to = this.placeOf(fresh);
    if (to > from) {
      this.kept.copyWithin(from, from + 1, to);
      this.kept[to - 1] = fresh;
    } else {
      this.kept.copyWithin(to + 1, to, from);
      this.kept[to] = fresh;
    }
  }

  private grow(): void {
    const kept = new Float64Array(Math.max(64, 2 * this.kept.length));
    kept.set(this.kept);
    this.kept = kept;
  }

  /** Of the first number that is not below `value`. */
  private placeOf(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.kept[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
