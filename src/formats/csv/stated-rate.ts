const RATE =
  /(?:sampl(?:ing|e)[\s_-]*(?:rate|freq\w*)|\bfs\b|\bfrequency\b)([^\d\n]{0,20}?)(\d+(?:[.,]\d+)?)\s*(khz|hz|hertz)?/i;

/** The rate that a line before the table states, as in `# Sampling Rate (Hz):= 1000`; undefined where none does. */
export function statedRate(preamble: readonly string[]): number | undefined {
  for (const line of preamble) {
    const [, between = '', number = '', unit = ''] = RATE.exec(line) ?? [];
    const rate = Number(number.replace(',', '.')) * (/khz/i.test(between + unit) ? 1000 : 1);
    if (rate > 0) return rate;
  }
  return undefined;
}
