/** Answers for the HDF5 library in a thread of Node, until it is ended. */

import { parentPort } from 'node:worker_threads';
import { answerTo, buffersOf } from '../formats/hdf5/answer';
import type { Question } from '../formats/hdf5/question';
import type { FromWorker } from '../formats/hdf5/supervisor';

const send = (message: FromWorker, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(message, moved);

parentPort?.on('message', (question: Question) => {
  const answer = answerTo(question);
  send(answer, buffersOf(answer));
});
send('ready');
