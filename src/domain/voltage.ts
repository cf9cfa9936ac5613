const MILLIVOLTS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['mv', 1],
  ['v', 1000],
  ['uv', 0.001],
  ['\u00b5v', 0.001],
  ['\u03bcv', 0.001],
  ['nv', 0.000_001],
]);

/** How many millivolts one of `unit` is, as files write it; undefined where it is no voltage. */
export function millivoltsPer(unit: string): number | undefined {
  return MILLIVOLTS_PER_UNIT.get(unit.trim().toLowerCase());
}
