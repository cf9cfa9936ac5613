/** The worker's side: what the library makes of a file. */

import { arraysIn, mostBytesIn, TooMuch } from './arrays';
import { withFile } from './library';
import { withMemoryLimit } from './memory-limit';
import type { Answer, Question } from './question';

/** Of WebAssembly, for the library itself and for what describes a file. */
const LIBRARY_BYTES = 2 ** 26;

/** Never throws. It may never return, which is why it is called in a worker. */
export function answerTo({ bytes, isMatlab }: Question): Answer {
  try {
    const arrays = withMemoryLimit(LIBRARY_BYTES + mostBytesIn(bytes.length), () =>
      withFile(bytes, (file) => arraysIn(file, bytes.length, isMatlab)),
    );
    return { kind: 'arrays', arrays };
  } catch (thrown) {
    if (thrown instanceof TooMuch) return { kind: 'too-much', dataset: thrown.dataset, mostBytes: thrown.mostBytes };
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: thrown instanceof WebAssembly.RuntimeError ? 'broken' : 'unreadable', reason };
  }
}

/** The buffers that can go with an answer instead of being copied. */
export function buffersOf(answer: Answer): ArrayBuffer[] {
  if (answer.kind !== 'arrays') return [];
  return [...new Set(answer.arrays.map(({ values }) => values.buffer as ArrayBuffer))];
}
