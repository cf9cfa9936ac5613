import { useId } from 'react';
import controls from '../theme/controls.module.css';
import type { ChoiceSetting } from './settings';
import styles from './train-panel.module.css';

interface ChoiceFieldProps<Value extends string> {
  readonly setting: ChoiceSetting<Value>;
  readonly value: Value;
  readonly disabled: boolean;
  readonly onChange: (value: Value) => void;
}

/** One of a few values from a list. */
export function ChoiceField<Value extends string>({ setting, value, disabled, onChange }: ChoiceFieldProps<Value>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{setting.label}</label>
      <select
        id={id}
        className={controls.select}
        value={value}
        disabled={disabled}
        aria-describedby={`${id}-why`}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {setting.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <p id={`${id}-why`} className={styles.why}>
        {setting.why}
      </p>
    </div>
  );
}
