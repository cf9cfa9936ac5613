import { type FormEvent, useId, useState } from 'react';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';

/** Files that do not say their sampling rate wait here for it, one after the other: it is never guessed. */
export function SamplingRateQuestions() {
  const paths = useLab((state) => state.samplingRateQuestions);
  const [first] = paths;
  return first === undefined ? null : <SamplingRateQuestion key={first} path={first} paths={paths} />;
}

const SLOWEST_HZ = 1;
const FASTEST_HZ = 100_000;

interface SamplingRateQuestionProps {
  readonly path: string;
  /** All that wait. */
  readonly paths: readonly string[];
}

function SamplingRateQuestion({ path, paths }: SamplingRateQuestionProps) {
  const id = useId();
  const [rate, setRate] = useState('');
  const [forAll, setForAll] = useState(true);
  const { answerSamplingRate } = useActions();
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    answerSamplingRate(forAll ? paths : [path], Number(rate));
  };
  return (
    <form className={`${controls.card} ${classes.notice}`} onSubmit={onSubmit}>
      <label htmlFor={id}>
        <strong>{path}</strong> does not say how many samples a second it has. What is its sampling rate?
      </label>
      <span className={classes.rate}>
        <input
          id={id}
          type="number"
          className={controls.select}
          inputMode="decimal"
          required
          min={SLOWEST_HZ}
          max={FASTEST_HZ}
          step="any"
          value={rate}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setRate(event.currentTarget.value)}
        />
        Hz
      </span>
      {paths.length > 1 && (
        <label>
          <input type="checkbox" checked={forAll} onChange={(event) => setForAll(event.currentTarget.checked)} /> the
          same for all {paths.length} files that do not say it
        </label>
      )}
      <button type="submit" className={`${controls.button} ${controls.primary}`}>
        Open it
      </button>
      <span id={`${id}-hint`} className={controls.soft}>
        Often 125, 250, 360, 500 or 1,000. A wrong rate shifts every frequency and interval.
      </span>
    </form>
  );
}
