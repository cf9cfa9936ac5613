import type { SpeedState } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './shell.module.css';

const MODELS: Readonly<Record<SpeedState['rows'][number]['model'], string>> = {
  reference: 'Reference (time + spectrogram)',
  early: 'Early fusion',
  intermediate: 'Intermediate fusion',
  late: 'Late fusion',
};

/** How fast this machine trains, measured here and now. */
export function SpeedPanel() {
  const { status, rows, problem } = useLab((state) => state.speed);
  const isRacing = useLab(({ race }) => race?.status === 'training' || race?.status === 'preparing');
  const { measureSpeed } = useActions();
  return (
    <section aria-label="Speed of this machine" className={classes.speed}>
      <button
        type="button"
        className={controls.button}
        disabled={status === 'measuring' || isRacing}
        onClick={measureSpeed}
      >
        {status === 'measuring' ? 'Measuring …' : 'Measure the speed'}
      </button>
      <p className={controls.soft}>
        {isRacing
          ? 'A race is on; measure when it is over.'
          : 'Trains four models on random beats for a second or two each, and says how fast this machine is.'}
      </p>
      {rows.length > 0 && <SpeedTable rows={rows} />}
      {status === 'failed' && <p role="alert">{problem}</p>}
    </section>
  );
}

/** How each executor runs a step. */
const STEPS: Readonly<Record<SpeedState['rows'][number]['executor'], string>> = {
  plan: 'One compiled GPU program a step',
  kernels: 'One compiled WebAssembly program a step',
  ops: 'One tfjs operation at a time',
};

function SpeedTable({ rows }: { readonly rows: SpeedState['rows'] }) {
  return (
    <table className={classes.speedTable}>
      <caption>
        {rows[0] && STEPS[rows[0].executor]}, batches of {rows[0]?.batch} beats
      </caption>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">beats/s</th>
          <th scope="col">ms a step</th>
          <th scope="col">dispatches</th>
          <th scope="col">GPU MB</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ model, beatsPerSecond, msPerStep, launchesPerStep, bytes }) => (
          <tr key={model}>
            <th scope="row">{MODELS[model]}</th>
            <td>{Math.round(beatsPerSecond).toLocaleString('en')}</td>
            <td>{msPerStep.toFixed(1)}</td>
            <td>{launchesPerStep ?? '–'}</td>
            <td>{bytes === null ? '–' : (bytes / 1e6).toFixed(1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
