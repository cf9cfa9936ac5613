import { useEffect, useReducer } from 'react';
import type { DigitalSamples, Lead } from '../../domain/recording';
import { buildMore, createPyramid, isBuilt, type Pyramid } from './pyramid';

/** A slice takes about 2 ms, far from the 50 ms at which a page feels stuck. */
const SLICE_SAMPLES = 1 << 18;

const pyramids = new WeakMap<DigitalSamples, Pyramid>();

function pyramidOf({ digital, missing }: Lead): Pyramid {
  const known = pyramids.get(digital);
  if (known) return known;
  const pyramid = createPyramid(digital, missing);
  pyramids.set(digital, pyramid);
  return pyramid;
}

/** The lead's pyramid, drawn from at once and built in the background. `version` grows whenever there is more of it. */
export function usePyramid(lead: Lead): { readonly pyramid: Pyramid; readonly version: number } {
  const pyramid = pyramidOf(lead);
  const [version, grow] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (isBuilt(pyramid)) return;
    let timer: ReturnType<typeof setTimeout>;
    const build = (): void => {
      const done = buildMore(pyramid, SLICE_SAMPLES);
      grow();
      if (!done) timer = setTimeout(build);
    };
    timer = setTimeout(build);
    return () => clearTimeout(timer);
  }, [pyramid]);
  return { pyramid, version };
}
