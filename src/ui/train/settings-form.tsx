import { useId } from 'react';
import type { ClassWeighting } from '../../domain/experiment';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { NumberField } from './number-field';
import { CLASS_WEIGHTING_WHY, CLASS_WEIGHTINGS, isInForce, NUMBER_SETTINGS, PRESETS, SEED_SETTING } from './settings';
import styles from './train-panel.module.css';

/** How the race trains. It cannot change while it runs. */
export function SettingsForm({ disabled }: { readonly disabled: boolean }) {
  const { edit } = useActions();
  const training = useLab((state) => state.spec.training);
  const seed = useLab((state) => state.spec.seed);
  return (
    <details className={styles.settings}>
      <summary>
        <strong>Settings</strong>{' '}
        <span className={styles.soft}>
          {training.epochs} {training.epochs === 1 ? 'epoch' : 'epochs'} · batches of {training.batchSize} · learning
          rate {training.learningRate} · seed {seed}
        </span>
      </summary>
      <div className={styles.fields}>
        {NUMBER_SETTINGS.map((setting) => (
          <NumberField
            key={setting.key}
            setting={setting}
            value={training[setting.key]}
            disabled={disabled}
            onChange={(value) => edit({ training: { [setting.key]: value } })}
          />
        ))}
        <ClassWeightingField disabled={disabled} />
        <NumberField
          setting={SEED_SETTING}
          value={seed}
          disabled={disabled}
          onChange={(value) => edit({ seed: value })}
        />
      </div>
    </details>
  );
}

function ClassWeightingField({ disabled }: { readonly disabled: boolean }) {
  const id = useId();
  const { edit } = useActions();
  const weighting = useLab((state) => state.spec.training.classWeighting);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>Class weighting</label>
      <select
        id={id}
        className={controls.select}
        value={weighting}
        disabled={disabled}
        aria-describedby={`${id}-why`}
        onChange={(event) => edit({ training: { classWeighting: event.currentTarget.value as ClassWeighting } })}
      >
        {CLASS_WEIGHTINGS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <p id={`${id}-why`} className={styles.why}>
        {CLASS_WEIGHTING_WHY}
      </p>
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
