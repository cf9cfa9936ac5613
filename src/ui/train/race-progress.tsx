import type { Race } from '../../lab/state';
import { shareText } from '../figure/number-text';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { grouped, roughDuration } from '../wording/numbers';
import { backendName } from './backend-name';
import { isRunning } from './strategy-status';
import styles from './train-panel.module.css';

const ENDINGS: Readonly<Partial<Record<Race['status'], string>>> = {
  finished: 'Finished',
  cancelled: 'Cancelled; what was finished before stays',
  failed: 'Failed',
};

/** What is being done, how far it is, how long it takes and how fast it goes. */
export function RaceProgressView({ race }: { readonly race: Race }) {
  const definitions = useLab((state) => state.definitions);
  const { progress } = race;
  return (
    <div className={styles.progress}>
      <p className={styles.phase}>{isRunning(race) ? race.phase : ENDINGS[race.status]}</p>
      {isRunning(race) && (
        <>
          <Bar
            label={
              progress
                ? `${strategyName(progress.training, definitions)}, epoch ${progress.epoch} of ${race.epochs}`
                : 'Epoch'
            }
            fraction={progress?.epochFraction ?? 0}
          />
          <Bar label="Whole race" fraction={progress?.totalFraction ?? 0} />
        </>
      )}
      <dl className={styles.facts}>
        {isRunning(race) && progress && (
          <>
            <Fact term="time left" value={roughDuration(progress.secondsLeft)} />
            <Fact term="speed" value={`${grouped(Math.round(progress.beatsPerSecond))} beats/s`} />
          </>
        )}
        {race.backend && <Fact term="backend" value={backendName(race.backend)} />}
      </dl>
    </div>
  );
}

function Bar({ label, fraction }: { readonly label: string; readonly fraction: number }) {
  return (
    <label className={styles.barRow}>
      <span>{label}</span>
      <progress max={1} value={fraction}>
        {shareText(fraction, 0)}
      </progress>
      <span className={styles.number}>{shareText(fraction, 0)}</span>
    </label>
  );
}

function Fact({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
