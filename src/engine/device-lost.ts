/** What may happen to a device under a training: errors that a race knows how to go on from. */

/** The device is gone, and all that was on it. Any call of an executor may reject with it. */
export class DeviceLostError extends Error {
  constructor(reason = 'the device was lost') {
    super(reason);
    this.name = 'DeviceLostError';
  }
}

/** The device lives but had no room for what was asked. Smaller batches need less. */
export class OutOfMemoryError extends Error {
  constructor(reason = 'the device has no memory left') {
    super(reason);
    this.name = 'OutOfMemoryError';
  }
}
