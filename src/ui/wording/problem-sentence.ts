import type { Problem } from '../../domain/problem';

/** The problem as a sentence that stands alone: with a capital, unless it begins with the name of a file. */
export function problemSentence({ file, at, message }: Problem): string {
  return file || at ? message : `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
}
