/** Numbers in rising order, of which some come and others go while a window moves. */
export class SortedWindow {
  private kept = new Float64Array(64);
  private length = 0;

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

  private grow(): void {
    const kept = new Float64Array(2 * this.kept.length);
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
