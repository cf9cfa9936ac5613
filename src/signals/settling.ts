/** How long a recursive filter remembers. */

import type { SecondOrderSections } from './butterworth';

/**
 * Samples after which the slowest of the decaying oscillations that a filter is made of has faded to `share` of itself: its
 * pole nearest to the unit circle, to the power of so many (Oppenheim & Schafer, Discrete-Time Signal Processing, 5.2).
 */
export function settlingSamples(sections: SecondOrderSections, share: number): number {
  let slowest = 0;
  for (let section = 0; section < sections.length; section += 6) {
    slowest = Math.max(slowest, largestRadius(sections[section + 4] as number, sections[section + 5] as number));
  }
  return Math.ceil(Math.log(share) / Math.log(slowest));
}

/** Of the two roots of z² + a1 z + a2. */
function largestRadius(a1: number, a2: number): number {
  const discriminant = a1 * a1 - 4 * a2;
  return discriminant < 0 ? Math.sqrt(a2) : (Math.abs(a1) + Math.sqrt(discriminant)) / 2;
}
