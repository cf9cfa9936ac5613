import type { TrainingSettings } from '../../domain/experiment';
import type { Race } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { ChoiceField } from './choice-field';
import { NumberField } from './number-field';
import {
  CLASS_WEIGHTING,
  isInForce,
  NUMBER_SETTINGS,
  PLATEAU_SETTINGS,
  PRESETS,
  SCHEDULE,
  SEED_SETTING,
  trainingNow,
} from './settings';
import styles from './train-panel.module.css';

/** How the next race trains; given one that runs, how that one does, and what can still be changed of it. */
export function SettingsForm({ race }: { readonly race: Race | null }) {
  const spec = useLab((state) => state.spec);
  const training = race ? trainingNow(race) : spec.training;
  const { seed } = race ? race.spec : spec;
  return (
    <details className={styles.settings}>
      <summary>
        <strong>Settings</strong>{' '}
        <span className={styles.soft}>{race ? `learning rate ${training.learningRate}` : inShort(training, seed)}</span>
      </summary>
      <Fields training={training} seed={seed} race={race} />
    </details>
  );
}

function inShort({ epochs, batchSize, learningRate }: TrainingSettings, seed: number): string {
  const count = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  return `${count} · batches of ${batchSize} · learning rate ${learningRate} · seed ${seed}`;
}

interface FieldsProps {
  readonly training: TrainingSettings;
  readonly seed: number;
  readonly race: Race | null;
}

/** A race that trains takes a new learning rate and class weighting; all else stays as it began. */
function Fields({ training, seed, race }: FieldsProps) {
  const { edit, changeLearningRate, changeClassWeighting } = useActions();
  const settings = training.schedule === 'plateau' ? [...NUMBER_SETTINGS, ...PLATEAU_SETTINGS] : NUMBER_SETTINGS;
  const fixed = race !== null;
  const changeable = race === null || (race.status === 'training' && race.control !== 'stopping');
  return (
    <div className={styles.fields}>
      {settings.map((setting) => {
        const live = fixed && setting.key === 'learningRate';
        return (
          <NumberField
            key={setting.key}
            setting={setting}
            value={training[setting.key]}
            disabled={live ? !changeable : fixed}
            onlyWhenEntered={live}
            onChange={live ? changeLearningRate : (value) => edit({ training: { [setting.key]: value } })}
          />
        );
      })}
      <ChoiceField
        setting={SCHEDULE}
        value={training.schedule}
        disabled={fixed}
        onChange={(schedule) => edit({ training: { schedule } })}
      />
      <ChoiceField
        setting={CLASS_WEIGHTING}
        value={training.classWeighting}
        disabled={!changeable}
        onChange={fixed ? changeClassWeighting : (classWeighting) => edit({ training: { classWeighting } })}
      />
      <NumberField setting={SEED_SETTING} value={seed} disabled={fixed} onChange={(value) => edit({ seed: value })} />
    </div>
  );
}

/** Settings for two frequent wishes; the one in force is pressed. */
export function Presets() {
  const { edit } = useActions();
  const training = useLab((state) => state.spec.training);
  return (
    <fieldset className={styles.presets}>
      <legend className={controls.hidden}>Presets</legend>
      {PRESETS.map((preset) => (
        <button
          key={preset.id}
          type="button"
          className={`${controls.button} ${controls.small}`}
          title={preset.why}
          aria-pressed={isInForce(preset, training)}
          onClick={() => edit({ training: preset.training })}
        >
          {preset.label}
        </button>
      ))}
    </fieldset>
  );
}
