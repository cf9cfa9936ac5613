/**
 * Annotations as columns. Between threads the buffers of columns are moved, where two thousand objects a recording
 * would be copied one by one, on the thread that receives them as well.
 */

import type { Annotation } from './recording';

/** Every column has one entry an annotation; texts and symbols, of which there are few, are named by their number. */
export interface AnnotationColumns {
  readonly samples: Float64Array;
  readonly symbols: TextColumn;
  readonly subtypes: Float64Array;
  readonly channels: Float64Array;
  readonly numbers: Float64Array;
  readonly texts: TextColumn;
}

interface TextColumn {
  /** `[annotation]` index into `distinct`. */
  readonly indices: Uint32Array;
  readonly distinct: readonly string[];
}

export function columnsOf(annotations: readonly Annotation[]): AnnotationColumns {
  const numbersOf = (field: 'sample' | 'subtype' | 'channel' | 'number'): Float64Array => {
    // A plain loop: `from` with a function goes through an iterator, at ten times the cost for the beats of a day.
    const column = new Float64Array(annotations.length);
    for (let at = 0; at < column.length; at++) column[at] = (annotations[at] as Annotation)[field];
    return column;
  };
  return {
    samples: numbersOf('sample'),
    symbols: textColumn(annotations.map(({ symbol }) => symbol)),
    subtypes: numbersOf('subtype'),
    channels: numbersOf('channel'),
    numbers: numbersOf('number'),
    texts: textColumn(annotations.map(({ text }) => text)),
  };
}

/** The annotations that `columnsOf` was given, each field of them. */
export function annotationsIn({
  samples,
  symbols,
  subtypes,
  channels,
  numbers,
  texts,
}: AnnotationColumns): Annotation[] {
  return Array.from(samples, (sample, at) => ({
    sample,
    symbol: textAt(symbols, at),
    subtype: subtypes[at] as number,
    channel: channels[at] as number,
    number: numbers[at] as number,
    text: textAt(texts, at),
  }));
}

function textColumn(texts: readonly string[]): TextColumn {
  const indexOf = new Map<string, number>();
  const indices = new Uint32Array(texts.length);
  for (const [at, text] of texts.entries()) {
    const known = indexOf.get(text);
    indices[at] = known ?? indexOf.size;
    if (known === undefined) indexOf.set(text, indexOf.size);
  }
  return { indices, distinct: [...indexOf.keys()] };
}

function textAt({ indices, distinct }: TextColumn, at: number): string {
  return distinct[indices[at] as number] as string;
}
