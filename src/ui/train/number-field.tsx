import { useEffect, useId, useState } from 'react';
import { type NumberSetting, readSetting } from './settings';
import styles from './train-panel.module.css';

interface NumberFieldProps {
  readonly setting: NumberSetting;
  readonly value: number;
  readonly disabled: boolean;
  /** Takes a number over on Enter and on leaving, for what should not change with every digit. */
  readonly onlyWhenEntered?: boolean;
  readonly onChange: (value: number) => void;
}

/** A typed number: what fits is taken over, what does not is kept and said. */
export function NumberField({ setting, value, disabled, onlyWhenEntered = false, onChange }: NumberFieldProps) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setText((typed) => (Number(typed.replace(',', '.')) === value ? typed : String(value)));
    setProblem(null);
  }, [value]);
  const type = (typed: string): void => {
    setText(typed);
    const read = readSetting(typed, setting);
    setProblem('problem' in read ? read.problem : null);
    if ('value' in read && !onlyWhenEntered) onChange(read.value);
  };
  const enter = (): void => {
    const read = readSetting(text, setting);
    if (onlyWhenEntered && 'value' in read && read.value !== value) onChange(read.value);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {setting.label}
        {setting.unit && <span className={styles.soft}>, {setting.unit}</span>}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={setting.minimum}
        max={setting.maximum}
        step={setting.whole ? 1 : 'any'}
        value={text}
        disabled={disabled}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-why`}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={enter}
        onKeyDown={(event) => event.key === 'Enter' && enter()}
      />
      <p id={`${id}-why`} className={problem ? styles.problem : styles.why}>
        {problem ?? setting.why}
      </p>
    </div>
  );
}
