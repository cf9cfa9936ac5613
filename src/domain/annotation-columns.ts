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
  return {
    samples: Float64Array.from(annotations, ({ sample }) => sample),
    symbols: textColumn(annotations.map(({ symbol }) => symbol)),
    subtypes: Float64Array.from(annotations, ({ subtype }) => subtype),
    channels: Float64Array.from(annotations, ({ channel }) => channel),
    numbers: Float64Array.from(annotations, ({ number }) => number),
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
  const distinct = [...new Set(texts)];
  const indexOf = new Map(distinct.map((text, index) => [text, index]));
  return { indices: Uint32Array.from(texts, (text) => indexOf.get(text) as number), distinct };
}

function textAt({ indices, distinct }: TextColumn, at: number): string {
  return distinct[indices[at] as number] as string;
}
