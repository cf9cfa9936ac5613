import type { SpeedState } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './shell.module.css';

const MODELS: Readonly<Record<SpeedState['rows'][number]['model'], string>> = {
  reference: 'Time + spectrogram',
  early: 'Early',
  intermediate: 'Intermediate',
  late: 'Late',
};
const ORDER = Object.keys(MODELS);

/** How fast this machine trains, measured here and now. */
export function SpeedPanel() {
  const speed = useLab((state) => state.speed);
  const isRacing = useLab(({ race }) => race?.status === 'training' || race?.status === 'preparing');
  return (
    <section aria-label="Speed of this machine" className={classes.speed}>
      <div className={classes.speedHead}>
        <MeasureButton measuring={speed.status === 'measuring'} enabled={!isRacing} />
        <p className={controls.soft} role="status">
          {isRacing ? 'A race is on; measure when it is over.' : standingOf(speed)}
        </p>
      </div>
      {speed.rows.length > 0 && <SpeedTable rows={speed.rows} label={speed.label} />}
      {speed.leftOut.map(({ model, reason }) => (
        <p key={model}>
          {MODELS[model]} was left out: {reason}.
        </p>
      ))}
      {speed.status === 'failed' && <p role="alert">{speed.problem}</p>}
    </section>
  );
}

function MeasureButton({ measuring, enabled }: { readonly measuring: boolean; readonly enabled: boolean }) {
  const { measureSpeed, cancelSpeed } = useActions();
  return (
    <button
      type="button"
      className={controls.button}
      disabled={!enabled}
      onClick={measuring ? cancelSpeed : measureSpeed}
    >
      {measuring ? 'Cancel' : 'Measure the speed'}
    </button>
  );
}

const PHASES: Readonly<Record<NonNullable<SpeedState['doing']>['phase'], string>> = {
  waiting: 'waiting for the device',
  compiling: 'compiling',
  timing: 'timing',
};

function standingOf({ status, doing, rows }: SpeedState): string {
  if (status === 'measuring') {
    if (!doing) return 'Making beats to train on …';
    return `${MODELS[doing.model]}, ${ORDER.indexOf(doing.model) + 1} of ${ORDER.length}: ${PHASES[doing.phase]} …`;
  }
  if (status === 'measured' && rows.length === 0) return 'No model was in time: this machine is too slow for them.';
  if (status === 'measured') return 'Medians of up to five turns, each a few steps on random beats.';
  if (status === 'cancelled') return 'Cancelled.';
  return 'Trains four models on random beats for a second or two each; one that takes over 20 s is left out.';
}

/** What the columns of launches and memory count. */
const COSTS: Readonly<Record<SpeedState['rows'][number]['executor'], string>> = {
  plan: 'Launches: GPU dispatches a step. Memory: all GPU buffers.',
  kernels: 'A step is one call into WebAssembly, in memory that is taken once.',
  ops: 'Launches: TensorFlow.js kernels a step. Memory: all tensors at their most.',
};

const inTenths = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

interface SpeedTableProps {
  readonly rows: SpeedState['rows'];
  readonly label: string;
}

function SpeedTable({ rows, label }: SpeedTableProps) {
  const [first] = rows;
  const costs = COSTS[first?.executor ?? 'ops'];
  return (
    <table className={classes.speedTable}>
      <caption>
        {label}, {first?.executor}, batches of {first?.batch} beats. {costs}
      </caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">beats/s</th>
          <th scope="col">ms/step</th>
          <th scope="col">launches</th>
          <th scope="col">MB</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, beatsPerSecond, msPerStep, launchesPerStep, bytes }) => (
          <tr key={model}>
            <th scope="row">{MODELS[model]}</th>
            <td>{Math.round(beatsPerSecond).toLocaleString('en')}</td>
            <td>{inTenths(msPerStep)}</td>
            <td>{launchesPerStep?.toLocaleString('en') ?? 'not known'}</td>
            <td>{bytes === null ? 'not known' : inTenths(bytes / 1e6)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
