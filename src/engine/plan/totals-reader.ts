/** Reads the running totals back a few times a second without stalling, and so also bounds how much work is in flight. */

import { DeviceLostError } from '../device-lost';

/** Device work between two readings. With two in flight the queue is about 50 ms long: a cancel and the page's own drawing wait no longer. */
const INTERVAL_MILLISECONDS = 25;
const MOST_IN_FLIGHT = 2;
const MOST_STEPS = 1024;

export class TotalsReader {
  private readonly free: GPUBuffer[] = [];
  private flying: Promise<void>[] = [];
  private steps = 0;
  private stepsPerReading = 1;
  private lastArrival = 0;

  /** `arrived` is called with `[loss, hits, ...]` and the beats that they cover. */
  constructor(
    private readonly device: GPUDevice,
    private readonly totals: GPUBuffer,
    private readonly words: number,
    private readonly arrived: (totals: Float32Array, beats: number) => void,
  ) {}

  /** Call after a step was encoded: adds a copy where a reading is due. What it returns is to be called after the submit. */
  encode(encoder: GPUCommandEncoder, beats: number, isLast = false): () => Promise<void> {
    this.steps += 1;
    if (this.steps < this.stepsPerReading && !isLast) return () => Promise.resolve();
    const { steps } = this;
    this.steps = 0;
    const staging = this.free.pop() ?? this.createStaging();
    encoder.copyBufferToBuffer(this.totals, 0, staging, 0, 4 * this.words);
    return () => this.follow(staging, steps, beats);
  }

  /** Resolves when every reading has arrived. */
  async settle(): Promise<void> {
    await Promise.all(this.flying);
  }

  dispose(): void {
    for (const staging of this.free) staging.destroy();
  }

  /** Resolves when there is room for more work. */
  private async follow(staging: GPUBuffer, steps: number, beats: number): Promise<void> {
    if (this.flying.length === 0) this.lastArrival = performance.now();
    const flight = this.read(staging, steps, beats).finally(() => {
      this.flying = this.flying.filter((each) => each !== flight);
    });
    this.flying.push(flight);
    // Who settles later sees the failure too; until then it must not count as unheard.
    flight.catch(() => {});
    if (this.flying.length >= MOST_IN_FLIGHT) await this.flying[0];
  }

  private async read(staging: GPUBuffer, steps: number, beats: number): Promise<void> {
    await staging.mapAsync(GPUMapMode.READ).catch((thrown: unknown) => {
      throw new DeviceLostError(thrown instanceof Error ? thrown.message : String(thrown));
    });
    this.adapt(steps);
    this.arrived(new Float32Array(staging.getMappedRange().slice(0, 4 * this.words)), beats);
    staging.unmap();
    this.free.push(staging);
  }

  private adapt(steps: number): void {
    const now = performance.now();
    const millisecondsPerStep = Math.max(now - this.lastArrival, 0.01) / Math.max(steps, 1);
    this.lastArrival = now;
    const wanted = Math.round(INTERVAL_MILLISECONDS / millisecondsPerStep);
    this.stepsPerReading = Math.min(Math.max(wanted, 1), 2 * this.stepsPerReading, MOST_STEPS);
  }

  private createStaging(): GPUBuffer {
    return this.device.createBuffer({
      label: 'totals reading',
      size: 4 * this.words,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }
}
