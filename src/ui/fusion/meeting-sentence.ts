import type { StreamPlan } from './stream-shares';
import type { LateWeights } from './use-late-weights';

const whole = (share: number): string => `${Math.round(100 * share)}\u00a0%`;

/** What the widths of the ribbons say, in one line. `nameOf` gives a representation's name. */
export function meetingSentence(
  plan: StreamPlan,
  weights: LateWeights['source'] | null,
  nameOf: (representation: string) => string,
): string {
  if (plan.combination === 'average') {
    if (weights === 'dragged') return 'ribbon width = weight, as you dragged it';
    if (weights === 'fitted') return 'ribbon width = weight, fitted on validation';
    return 'weights will be fitted on validation';
  }
  const widest = plan.streams.reduce((a, b) => (b.meetingShare > a.meetingShare ? b : a));
  const even = plan.streams.every(({ meetingShare }) => Math.abs(meetingShare - widest.meetingShare) < 0.005);
  const plain = plan.streams.every(({ meetingShare, featureShare }) => Math.abs(meetingShare - featureShare) < 1e-9);
  if (plan.streams.length === 1) return 'one stream: nothing to fuse yet';
  if (even && !plain) return `evened out: ${whole(widest.meetingShare)} each where they meet`;
  if (even) return `ribbon width = features: ${whole(widest.meetingShare)} each`;
  const unit = plain ? 'features' : 'what is merged';
  return `ribbon width = ${unit}: ${whole(widest.meetingShare)} is ${nameOf(widest.representation).toLowerCase()}`;
}
