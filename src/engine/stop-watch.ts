/** Seconds since it was made, without those that it was told to leave out. */
export class StopWatch {
  private started = performance.now();

  get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  async without<Value>(wait: () => Promise<Value>): Promise<Value> {
    const before = performance.now();
    const value = await wait();
    this.started += performance.now() - before;
    return value;
  }
}
