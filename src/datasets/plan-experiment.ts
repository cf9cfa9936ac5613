/** Which of the open recordings an experiment takes, and what it asks of them. */

import { channelLeads } from '../domain/channels';
import { type ExperimentSpec, taskOf } from '../domain/experiment';
import type { Recording } from '../domain/recording';
import type { TaskPlan } from '../domain/task';
import { planTask } from './tasks';

interface ExperimentPlan {
  /** Those that have a lead for every channel. */
  readonly recordings: readonly Recording[];
  /** Its notes say first what was left out, and why. */
  readonly plan: TaskPlan;
}

export function planExperiment(
  recordings: readonly Recording[],
  spec: Pick<ExperimentSpec, 'task' | 'channels'>,
): ExperimentPlan {
  const { channels = [] } = spec;
  const kept = recordings.filter((recording) => !channelLeads(recording, channels).includes(undefined));
  const plan = planTask(kept, taskOf(spec));
  if (kept.length === recordings.length) return { recordings, plan };
  const notes = [lackingSentence(recordings, channels), ...plan.notes];
  return { recordings: kept, plan: { ...plan, notes } };
}

const MOST_NAMES = 5;

/** `1 of 48 recordings left out for want of a lead: 104 (V1|V2).` */
function lackingSentence(recordings: readonly Recording[], channels: readonly string[]): string {
  const lacking = recordings.flatMap((recording) => {
    const leads = channelLeads(recording, channels);
    const missing = channels.filter((_, channel) => leads[channel] === undefined);
    return missing.length > 0 ? [`${recording.name} (${missing.join(', ')})`] : [];
  });
  const more = lacking.length > MOST_NAMES ? `, and ${lacking.length - MOST_NAMES} more` : '';
  const which = `${lacking.length} of ${recordings.length} recordings`;
  return `${which} left out for want of a lead: ${lacking.slice(0, MOST_NAMES).join(', ')}${more}.`;
}
