/** Mnemonics of the annotation codes of the MIT format, by code (ecgcodes.h and annot(5) of the WFDB software). */
const MNEMONICS: Readonly<Record<number, string>> = {
  1: 'N',
  2: 'L',
  3: 'R',
  4: 'a',
  5: 'V',
  6: 'F',
  7: 'J',
  8: 'A',
  9: 'S',
  10: 'E',
  11: 'j',
  12: '/',
  13: 'Q',
  14: '~',
  16: '|',
  18: 's',
  19: 'T',
  20: '*',
  21: 'D',
  22: '"',
  23: '=',
  24: 'p',
  25: 'B',
  26: '^',
  27: 't',
  28: '+',
  29: 'u',
  30: '?',
  31: '!',
  32: '[',
  33: ']',
  34: 'e',
  35: 'n',
  36: '@',
  37: 'x',
  38: 'f',
  39: '(',
  40: ')',
  41: 'r',
};

/** The code of a comment; the file's own settings are written as comments that begin with `## `. */
export const NOTE = 22;

/** The mnemonic of a code; `[47]` where the standard gives it none. */
export function mnemonicOf(code: number): string {
  return MNEMONICS[code] ?? `[${code}]`;
}
