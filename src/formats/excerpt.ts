/** Foreign text made fit for a sentence: files can hold anything, and an error message must stay one line. */

const LONGEST = 40;

/** `text` in quotes, on one line, unprintable characters as `?`, shortened to 40 characters. */
export function excerptOf(text: string): string {
  const printable = text
    .replace(/[^\P{C}\t]/gu, '?')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...printable];
  const shown = characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : printable;
  return `"${shown}"`;
}

/** `a, b, c and 7 more`: the first `most` of `names`. */
export function listOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** `1 byte`, `2 bytes`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
