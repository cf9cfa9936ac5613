import { nounOf } from '../../domain/task';
import { stalenessOf } from '../../lab/race-data';
import type { LabState, Race } from '../../lab/state';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { counted } from '../wording/numbers';
import { problemSentence } from '../wording/problem-sentence';
import { RaceControls } from './race-controls';
import { type CurveChoice, CurveToggles, RaceCurves, useCurveChoice } from './race-curves';
import { RaceNotes, RaceProgressView } from './race-progress';
import { announcementOf, endingOf } from './race-sentences';
import { SavedRaceOffer } from './saved-race-offer';
import { Presets, SettingsForm } from './settings-form';
import { StrategyList } from './strategy-list';
import { isRunning } from './strategy-status';
import styles from './train-panel.module.css';

/** One press trains every chosen strategy on the same beats; the curves grow while it runs. */
export function TrainPanel() {
  const race = useLab(shownRace);
  const [choice, setChoice] = useCurveChoice();
  const running = race !== null && isRunning(race);
  return (
    <section className={styles.panel} aria-labelledby="train-title">
      <header className={styles.head}>
        <h2 id="train-title">Train</h2>
        {running ? <RaceProgressView race={race} /> : <Presets />}
        {race && hasCurves(race) && <CurveToggles choice={choice} onChoose={setChoice} />}
      </header>
      <p className={controls.hidden} role="status">
        {race ? announcementOf(race) : ''}
      </p>
      <SavedRaceOffer />
      {race?.problem && <p className={styles.failure}>{problemSentence(race.problem)}</p>}
      {race === null && <NothingYet />}
      {race && !isStillborn(race) && <RaceView race={race} choice={choice} />}
      {race && <RaceNotes race={race} />}
      <SettingsForm race={running ? race : null} />
    </section>
  );
}

/** Of a race over other recordings only what has results is worth keeping in sight. */
function shownRace(state: LabState): Race | null {
  const { race } = state;
  const isOver = race && !isRunning(race) && race.results.length === 0;
  return isOver && stalenessOf(race, state) === 'data' ? null : race;
}

/** It failed before any strategy could begin: the problem says all that there is to say. */
const isStillborn = ({ status, planned }: Race): boolean => status === 'failed' && planned.length === 0;

const hasCurves = ({ curves }: Race): boolean => Object.keys(curves).length > 0;

function RaceView({ race, choice }: { readonly race: Race; readonly choice: CurveChoice }) {
  const blank = isRunning(race) ? 'The curves begin after the first epoch.' : 'No epoch was finished.';
  return (
    <div className={styles.race}>
      <div className={styles.side}>
        <p className={styles.soft}>Accuracy on validation</p>
        <StrategyList race={race} />
        {!isRunning(race) && <Ending race={race} />}
      </div>
      <div className={styles.main} data-running={isRunning(race)}>
        {isRunning(race) && <RaceControls race={race} />}
        {hasCurves(race) ? <RaceCurves race={race} choice={choice} /> : <p className={styles.blank}>{blank}</p>}
      </div>
    </div>
  );
}

function Ending({ race }: { readonly race: Race }) {
  const isFormer = useLab((state) => stalenessOf(race, state) === 'data');
  return (
    <>
      <p className={styles.soft}>{endingOf(race)}</p>
      {isFormer && <p>Curves of {race.data.name}; press Train for what is open now.</p>}
    </>
  );
}

function NothingYet() {
  const strategies = useLab((state) => state.spec.fusion.strategies.length);
  const engine = useLab((state) => state.engine);
  const noun = useLab((state) => nounOf(state.plan.task));
  return (
    <div className={styles.blank}>
      {strategies === 0 ? (
        <p>Choose at least one strategy above.</p>
      ) : (
        <p>
          Press <strong>Train</strong> or the key <kbd>T</kbd>: {counted(strategies, 'strategy', 'strategies')} learn
          from the same {noun}s, their curves grow here, and Results fills.
        </p>
      )}
      <p className={styles.soft}>
        {engine.status === 'ready' && `Runs on ${engine.label}. Nothing leaves this machine.`}
        {engine.status === 'probing' && 'Looking for the fastest backend of this machine …'}
        {engine.status === 'failed' && engine.problem.message}
      </p>
    </div>
  );
}
