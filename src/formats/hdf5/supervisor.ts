/**
 * The HDF5 library in a worker of its own, which is ended where it does not answer: a damaged file can send the library
 * round for ever, and nothing but the end of its worker stops it.
 */

import type { Answer, Hdf5Library, Outcome, Question } from './question';

/** What a worker sends: first that its library is loaded, then an answer to each question. */
export type FromWorker = 'ready' | Answer;

interface WorkerEvents {
  readonly onMessage: (message: FromWorker) => void;
  /** It could not start, or ended by itself. */
  readonly onDeath: (reason: string) => void;
}

export interface LibraryWorker {
  ask(question: Question, moved: ArrayBuffer[]): void;
  end(): void;
}

/** What differs between a browser and Node. */
export type StartWorker = (events: WorkerEvents) => LibraryWorker;

/** As long as it may be silent over a short file. */
const PATIENCE_MILLISECONDS = 10_000;
/** What a slow machine unpacks in a second, at the least. */
const BYTES_PER_MILLISECOND = 2 ** 14;
/** WebAssembly's memory never shrinks: after a file of this length the next one gets another worker. */
const LONG_FILE_BYTES = 2 ** 25;
/** For a megabyte over a slow network. */
const START_MILLISECONDS = 60_000;

export class Hdf5Supervisor implements Hdf5Library {
  private worker: SupervisedWorker | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly start: StartWorker,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {}

  /** One file after the other, so that none waits at the expense of another's time. */
  arraysIn(bytes: Uint8Array, isMatlab: boolean): Promise<Outcome> {
    const outcome = this.turn.then(() => this.outcomeOf(bytes, isMatlab));
    this.turn = outcome;
    return outcome;
  }

  private async outcomeOf(bytes: Uint8Array, isMatlab: boolean): Promise<Outcome> {
    this.worker = this.worker?.isAlive ? this.worker : new SupervisedWorker(this.start);
    const { worker } = this;
    const failure = await worker.ready;
    // A copy, because its buffer goes to the worker and the file's may be anyone's.
    const outcome = failure ?? (await worker.answer({ bytes: bytes.slice(), isMatlab }, this.patienceFor(bytes)));
    const canGoOn = outcome.kind === 'arrays' || outcome.kind === 'too-much' || outcome.kind === 'unreadable';
    if (!canGoOn || bytes.length > LONG_FILE_BYTES) worker.end();
    return outcome;
  }

  private patienceFor({ length }: Uint8Array): number {
    return this.patienceMilliseconds + length / BYTES_PER_MILLISECOND;
  }
}

class SupervisedWorker {
  /** Null when the library is loaded, or why it could not be. */
  readonly ready: Promise<Outcome | null>;
  isAlive = true;
  private readonly worker: LibraryWorker;
  private onMessage: (message: FromWorker) => void = () => undefined;
  private onDeath: (reason: string) => void = () => undefined;

  constructor(start: StartWorker) {
    this.ready = within<Outcome | null>(START_MILLISECONDS, (settle, seconds) => {
      this.onMessage = () => settle(null);
      this.onDeath = (reason) => settle({ kind: 'absent', reason });
      return { kind: 'absent', reason: `not loaded within ${seconds} s` };
    });
    this.worker = start({
      onMessage: (message) => this.onMessage(message),
      onDeath: (reason) => {
        this.isAlive = false;
        this.onDeath(reason);
      },
    });
  }

  answer(question: Question, milliseconds: number): Promise<Outcome> {
    return within<Outcome>(milliseconds, (settle, seconds) => {
      this.onMessage = (message) => settle(message as Answer);
      this.onDeath = (reason) => settle({ kind: 'broken', reason });
      this.worker.ask(question, [question.bytes.buffer]);
      return { kind: 'silent', seconds };
    });
  }

  end(): void {
    this.isAlive = false;
    this.worker.end();
  }
}

/** What `begin` settles with, or what it returns where it does not within the time. */
function within<T>(milliseconds: number, begin: (settle: (value: T) => void, seconds: number) => T): Promise<T> {
  return new Promise((resolve) => {
    const settle = (value: T): void => {
      clearTimeout(timer);
      resolve(value);
    };
    const timer = setTimeout(() => resolve(otherwise), milliseconds);
    const otherwise = begin(settle, milliseconds / 1000);
  });
}
