/** Answers for the HDF5 library until it is ended; the ingest worker starts it for the first HDF5 file. */

import { answerTo, buffersOf } from '../src/formats/hdf5/answer';
import type { Question } from '../src/formats/hdf5/question';
import type { FromWorker } from '../src/formats/hdf5/supervisor';

const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => self.postMessage(message, { transfer });

self.onmessage = ({ data }: MessageEvent<Question>) => {
  const answer = answerTo(data);
  send(answer, buffersOf(answer));
};
send('ready');
