import { useId } from 'react';
import { SPLIT_RULES, type SplitRule } from '../../domain/experiment';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';
import { SPLIT_WORDS } from './split-rules';

/** Who trains and who tests: the choice that decides what the numbers mean. */
export function SplitChoice() {
  const rule = useLab((state) => state.spec.split.rule);
  return (
    <fieldset className={classes.split}>
      <legend>
        <h2>Split</h2>
      </legend>
      {SPLIT_RULES.map((each) => (
        <SplitOption key={each} rule={each} chosen={each === rule} />
      ))}
    </fieldset>
  );
}

function SplitOption({ rule, chosen }: { readonly rule: SplitRule; readonly chosen: boolean }) {
  const id = useId();
  const isMitBih = useLab((state) => state.looksLikeMitBih);
  const { edit } = useActions();
  const { label, why, needsMitBih, leaks } = SPLIT_WORDS[rule];
  const barred = needsMitBih && !isMitBih;
  return (
    <div className={classes.option}>
      <input
        id={id}
        type="radio"
        name="split-rule"
        checked={chosen}
        disabled={barred && !chosen}
        aria-describedby={`${id}-why`}
        onChange={() => edit({ split: { rule } })}
      />
      <label htmlFor={id}>
        {label} {leaks && <span className={controls.tag}>leaks</span>}
      </label>
      <p id={`${id}-why`}>
        {barred ? 'Needs the records of MIT-BIH: open them to use it. ' : ''}
        {why}
      </p>
    </div>
  );
}
