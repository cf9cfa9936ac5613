import { useState } from 'react';
import type { TimeSpan } from '../../lab/state';
import type { Calipers } from './calipers';
import type { Layout } from './lead-layout';
import { type Gain, type Speed, USUAL_SPEED } from './paper';

/** What a person has set up on the strip of one recording. */
export interface StripTools {
  readonly more: boolean;
  readonly layout: Layout;
  /** Place in the recording of the lead that was chosen; undefined for the analysed one. */
  readonly lead: number | undefined;
  readonly speed: Speed;
  /** undefined: what fits. */
  readonly gain: Gain | undefined;
  readonly filtered: boolean;
  readonly calipers: Calipers | null;
  /** A drag chooses a time. */
  readonly choosing: boolean;
  readonly chosen: Pick<TimeSpan, 'fromSeconds' | 'toSeconds'> | null;
  readonly correcting: boolean;
}

const INITIAL: StripTools = {
  more: false,
  layout: 'one',
  lead: undefined,
  speed: USUAL_SPEED,
  gain: undefined,
  filtered: false,
  calipers: null,
  choosing: false,
  chosen: null,
  correcting: false,
};

export function useStripTools(): readonly [StripTools, (change: Partial<StripTools>) => void] {
  const [tools, setTools] = useState(INITIAL);
  return [tools, (change) => setTools((before) => ({ ...before, ...change }))];
}
