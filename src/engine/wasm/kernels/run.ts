/** Runs a program: calls of kernels one after the other, alone or with threads that share the memory. */

import { convolution, convolutionGradient } from './convolution';
import { crossEntropy, softmax } from './cross-entropy';
import { dense, denseGradient } from './dense';
import { copyColumns, dropout, relu, reluGradient, scale } from './elementwise';
import { collectGradient, pack, packFlipped } from './filters';
import { batchStatistics, channelMoments, runningStatistics } from './moments';
import { normalise } from './normalise';
import { gammaBetaGradient, gradientSums, normaliseGradient } from './normalise-gradient';
import { adam, energy } from './optimiser';
import { pool, poolGradient } from './pool';
import { beginStep } from './step';
import { countPiece, meet } from './meeting';

@unmanaged
class Call {
  /** Place of the kernel in `KERNELS` (`binary-interface.ts`). */
  kernel: i32;
  /** Where its shape lies. */
  shape: usize;
  /** Pieces of the batch that it runs over; 1 for a kernel that does all at once. */
  pieces: i32;
}

/**
 * Runs `calls` calls at `program`. Thread `thread` of `threads` takes every `threads`-th piece. All wait for each other before a call
 * reads what others wrote. Returns false where the leader waited in vain.
 */
export function run(program: usize, calls: i32, step: usize, meeting: usize, thread: i32, threads: i32): bool {
  beginStep(step);
  let wasShared = false;
  for (let index = 0; index < calls; index++) {
    const call = changetype<Call>(program + <usize>index * offsetof<Call>());
    const isShared = call.pieces > 1;
    // The first thread does whatever is not shared, so it need not wait between two of those.
    if (ASC_FEATURE_THREADS && threads > 1 && index > 0 && (wasShared || isShared)) {
      if (!meet(meeting, thread, threads)) return false;
    }
    for (let piece = thread; piece < call.pieces; piece += threads) {
      dispatch(call.kernel, call.shape, piece);
      if (ASC_FEATURE_THREADS && thread > 0) countPiece(meeting);
    }
    wasShared = isShared;
  }
  return true;
}

function dispatch(kernel: i32, shape: usize, piece: i32): void {
  switch (kernel) {
    case 0: return pack(shape);
    case 1: return packFlipped(shape);
    case 2: return collectGradient(shape, piece);
    case 3: return convolution(shape, piece);
    case 4: return convolutionGradient(shape, piece);
    case 5: return dense(shape, piece);
    case 6: return denseGradient(shape, piece);
    case 7: return channelMoments(shape, piece);
    case 8: return batchStatistics(shape);
    case 9: return runningStatistics(shape);
    case 10: return normalise(shape, piece);
    case 11: return gradientSums(shape, piece);
    case 12: return gammaBetaGradient(shape);
    case 13: return normaliseGradient(shape, piece);
    case 14: return pool(shape, piece);
    case 15: return poolGradient(shape, piece);
    case 16: return relu(shape, piece);
    case 17: return reluGradient(shape, piece);
    case 18: return scale(shape, piece);
    case 19: return dropout(shape, piece);
    case 20: return copyColumns(shape, piece);
    case 21: return softmax(shape);
    case 22: return crossEntropy(shape);
    case 23: return energy(shape);
    case 24: return adam(shape);
    default: unreachable();
  }
}
