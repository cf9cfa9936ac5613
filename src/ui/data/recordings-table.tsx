import { memo } from 'react';
import type { ChecksumVerdict, Lead, Recording } from '../../domain/recording';
import { classLabel, nounOf, type TaskPlan } from '../../domain/task';
import { ClassMark, PlacedClassMark } from '../drawing/class-mark';
import { useActions, useLab } from '../lab-context';
import { ScrollRegion } from '../scroll-region';
import controls from '../theme/controls.module.css';
import { CLASS_STYLES, classStyle } from '../theme/meaning';
import { clock, counted, grouped } from '../wording/numbers';
import { classCountsOf } from './class-counts';
import classes from './data.module.css';
import { factsOf } from './recording-facts';

/** Every open recording with what was found in it. */
export function RecordingsTable() {
  const recordings = useLab((state) => state.recordings);
  const plan = useLab((state) => state.plan);
  const shownId = useLab((state) => state.selection?.recordingId);
  if (recordings.length === 0) return <p className={controls.soft}>Nothing is open.</p>;
  return (
    <ScrollRegion className={classes.scroll} name={{ label: 'Table of recordings' }}>
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
            <ClassHeads plan={plan} />
            <th scope="col">Checksum</th>
            <th scope="col">Warnings</th>
            <th scope="col">
              <span className={controls.hidden}>Close</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recordings.map((recording) => (
            <RecordingRow key={recording.id} recording={recording} plan={plan} shown={recording.id === shownId} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The classes of the question that is asked, and last what is left out of it. */
function ClassHeads({ plan: { task, classes: asked, leftOut } }: { readonly plan: TaskPlan }) {
  return [...asked, leftOut].map((each, place) => {
    const isLeftOut = place === asked.length;
    const { textColour } = isLeftOut ? CLASS_STYLES.Q : classStyle(place);
    return (
      <th key={each.id} scope="col" className={classes.number} title={`${nounOf(task)}s: ${each.name}`}>
        <span className={classes.classHead} style={{ color: textColour }}>
          {isLeftOut ? <ClassMark beatClass="Q" /> : <PlacedClassMark place={place} />}
          {classLabel(each)}
        </span>
      </th>
    );
  });
}

const CHECKSUMS: Readonly<Record<ChecksumVerdict, readonly [word: string, why: string]>> = {
  ok: ['ok', 'The sum of the samples is the one that the file names.'],
  bad: ['bad', 'The sum of the samples is not the one that the file names: the file is damaged.'],
  none: ['none', 'This format carries no checksum.'],
};

interface RecordingRowProps {
  readonly recording: Recording;
  readonly plan: TaskPlan;
  readonly shown: boolean;
}

/** Drawn once: recordings never change, and while a folder is read the table grows ten times a second. */
const RecordingRow = memo(function RecordingRow({ recording, plan, shown }: RecordingRowProps) {
  const { id, name, leads, synthetic, labels = [] } = recording;
  const { select } = useActions();
  const facts = factsOf(recording);
  const counts = classCountsOf(recording, plan);
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
      <td
        title={[
          ...(leads.length > MOST_NAMED_LEADS ? [namesOf(leads)] : []),
          ...labels.map((label) => label.name),
        ].join('; ')}
      >
        {leads.length > MOST_NAMED_LEADS ? counted(leads.length, 'lead') : namesOf(leads)}
        {labels.length > 0 && <span className={controls.tag}>{counted(labels.length, 'label')}</span>}
      </td>
      <td className={classes.number}>{ratesOf(leads)}</td>
      <td className={classes.number}>
        {facts.rows === null ? clock(facts.durationSeconds) : counted(facts.rows, 'row')}
      </td>
      {[...plan.classes, plan.leftOut].map((each, place) => (
        <td key={each.id} className={classes.number} data-zero={counts[place] === 0 || undefined}>
          {grouped(counts[place] as number)}
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

/** The twelve of a resting ECG would push the counts out of sight. */
const MOST_NAMED_LEADS = 4;

function namesOf(leads: readonly Lead[]): string {
  return leads.map(({ name }) => name).join(', ');
}

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
