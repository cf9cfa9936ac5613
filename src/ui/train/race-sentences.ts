/** What a race has to say about itself, in sentences. */

import { fallbackSentences } from '../../domain/executor';
import type { SettingChange } from '../../domain/training';
import type { Race, SavedRace } from '../../lab/state';
import { grouped, percent, roughDuration } from '../wording/numbers';
import { backendName } from './backend-name';

type NameOf = (model: string) => string;

/** Notices, endings that need a word and strategies that cannot be judged; each once, failures first. */
export function notesOf({ notices, executors, endings, results, failures }: Race, nameOf: NameOf): string[] {
  const failed = Object.entries(failures).map(
    ([strategy, { message }]) => `${nameOf(strategy)} cannot be judged: ${message}`,
  );
  const told = new Set(Object.values(failures).map(({ message }) => message));
  // Late fusion and a baseline may share a model and so its ending, and results tell endings again.
  const ended = [...endings, ...results.flatMap((result) => result.endings)]
    .filter(({ sentence }) => sentence !== '' && !told.has(sentence))
    .map(({ model, sentence }) => `${nameOf(model)}: ${sentence}`);
  const fallbacks = fallbackSentences(Object.values(executors), nameOf);
  return [...new Set([...failed, ...fallbacks, ...notices, ...ended])];
}

/** Where a race stands, in one line: what is left and how fast it goes, or that it is paused. */
export function standingOf({ status, control, phase, progress, epochs }: Race): string {
  if (status === 'cancelling') return 'Cancelling';
  if (control === 'stopping') return 'Stopped; judging what has been learned';
  if (!progress) return phase;
  if (control === 'paused')
    return `Paused in epoch ${progress.epoch} of ${epochs}, ${percent(progress.epochFraction, 0)} of it done`;
  return `${roughDuration(progress.secondsLeft)} left · ${grouped(Math.round(progress.beatsPerSecond))} beats/s`;
}

/** How a race ended; empty while it runs. */
export function endingOf({ status, backend }: Race): string {
  if (status === 'finished') return `Finished on ${backendName(backend)}`;
  if (status === 'cancelled') return 'Cancelled; what was finished before stays';
  return status === 'failed' ? 'Failed' : '';
}

const ANNOUNCEMENTS: Readonly<Record<Race['status'], string>> = {
  preparing: 'The race is being prepared.',
  training: 'Training runs.',
  cancelling: 'Cancelling.',
  finished: 'Training has finished; the results are below.',
  cancelled: 'Training was cancelled.',
  failed: 'Training has failed.',
};

/** What is read out when it changes. */
export function announcementOf({ status, control }: Race): string {
  if (status !== 'training') return ANNOUNCEMENTS[status];
  if (control === 'paused') return 'Training is paused.';
  if (control === 'stopping') return 'Training was stopped; what has been learned is being judged.';
  return ANNOUNCEMENTS.training;
}

/** `Continue the training of 14:32, epoch 3 of 6?`, with the day where that is not the day of `now`; local time. */
export function savedQuestion({ savedAt, epoch, spec }: SavedRace, now: Date): string {
  const saved = new Date(savedAt);
  const time = saved.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const day = saved.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  const when = saved.toDateString() === now.toDateString() ? time : `${day}, ${time}`;
  return `Continue the training of ${when}, epoch ${epoch} of ${spec.training.epochs}?`;
}

/** `learning rate 0.001 → 0.0005`. */
export function changeText({ what, from, to }: SettingChange): string {
  return `${what === 'learningRate' ? 'learning rate' : 'class weighting'} ${from} → ${to}`;
}
