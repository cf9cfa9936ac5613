import { memo } from 'react';
import { BEAT_CLASS_NAMES, BEAT_CLASSES } from '../../domain/beat-class';
import type { ChecksumVerdict, Lead, Recording } from '../../domain/recording';
import { ClassMark } from '../drawing/class-mark';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { CLASS_STYLES } from '../theme/meaning';
import { clock, counted, grouped } from '../wording/numbers';
import classes from './data.module.css';
import { factsOf } from './recording-facts';

/** Every open recording with what was found in it. */
export function RecordingsTable() {
  const recordings = useLab((state) => state.recordings);
  const shownId = useLab((state) => state.selection?.recordingId);
  if (recordings.length === 0) return <p className={controls.soft}>Nothing is open.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label="Table of recordings">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Leads</th>
            <th scope="col" className={classes.number}>
              Rate, Hz
            </th>
            <th scope="col" className={classes.number}>
              Length
            </th>
            {BEAT_CLASSES.map((beatClass) => (
              <th key={beatClass} scope="col" className={classes.number} title={BEAT_CLASS_NAMES[beatClass]}>
                <span className={classes.classHead} style={{ color: CLASS_STYLES[beatClass].textColour }}>
                  <ClassMark beatClass={beatClass} />
                  {beatClass}
                </span>
              </th>
            ))}
            <th scope="col">Checksum</th>
            <th scope="col">Warnings</th>
            <th scope="col">
              <span className={controls.hidden}>Close</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => (
            <RecordingRow key={recording.id} recording={recording} shown={recording.id === shownId} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const CHECKSUMS: Readonly<Record<ChecksumVerdict, readonly [word: string, why: string]>> = {
  ok: ['ok', 'The sum of the samples is the one that the file names.'],
  bad: ['bad', 'The sum of the samples is not the one that the file names: the file is damaged.'],
  none: ['none', 'This format carries no checksum.'],
};

interface RecordingRowProps {
  readonly recording: Recording;
  readonly shown: boolean;
}

/** Drawn once: recordings never change, and while a folder is read the table grows ten times a second. */
const RecordingRow = memo(function RecordingRow({ recording, shown }: RecordingRowProps) {
  const { id, name, leads, synthetic, labels = [] } = recording;
  const { select } = useActions();
  const facts = factsOf(recording);
  const [word, why] = CHECKSUMS[facts.checksum];
  return (
    <tr aria-current={shown || undefined}>
      <th scope="row">
        <button
          type="button"
          className={`${controls.button} ${controls.quiet} ${controls.small} ${classes.name}`}
          aria-label={`Show ${name}`}
          onClick={() => select({ recordingId: id, beatNumber: 0 })}
        >
          {name}
        </button>
        {synthetic && <span className={controls.tag}>synthetic</span>}
      </th>
      <td title={labels.map((label) => label.name).join('; ')}>
        {leads.map((lead) => lead.name).join(', ')}
        {labels.length > 0 && <span className={controls.tag}>{counted(labels.length, 'label')}</span>}
      </td>
      <td className={classes.number}>{ratesOf(leads)}</td>
      <td className={classes.number}>{clock(facts.durationSeconds)}</td>
      {BEAT_CLASSES.map((beatClass) => (
        <td key={beatClass} className={classes.number} data-zero={facts.beats[beatClass] === 0 || undefined}>
          {grouped(facts.beats[beatClass])}
        </td>
      ))}
      <td>
        <span className={classes.checksum} data-verdict={facts.checksum} title={why}>
          {word}
        </span>
      </td>
      <td className={classes.warnings}>
        <Warnings recording={recording} />
      </td>
      <td>
        <CloseButton recording={recording} />
      </td>
    </tr>
  );
});

function ratesOf(leads: readonly Lead[]): string {
  return [...new Set(leads.map(({ samplingRateHz }) => grouped(samplingRateHz)))].join(', ');
}

function Warnings({ recording: { name, warnings } }: { readonly recording: Recording }) {
  if (warnings.length === 0) return <span className={controls.soft}>none</span>;
  return (
    <details>
      <summary aria-label={`${counted(warnings.length, 'warning')} about ${name}`}>
        {counted(warnings.length, 'warning')}
      </summary>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </details>
  );
}

function CloseButton({ recording: { id, name } }: { readonly recording: Recording }) {
  const { closeRecording } = useActions();
  return (
    <button
      type="button"
      className={`${controls.button} ${controls.quiet} ${controls.small}`}
      aria-label={`Close ${name}`}
      title={`Close ${name}`}
      onClick={() => closeRecording(id)}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2 2L10 10M10 2L2 10" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
    </button>
  );
}
