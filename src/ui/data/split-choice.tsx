import { useId } from 'react';
import { SPLIT_RULES, type SplitRule } from '../../domain/experiment';
import { nounOf } from '../../domain/task';
import type { LabState } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';
import { splitWords } from './split-rules';

/** Who trains and who tests: the choice that decides what the numbers mean. */
export function SplitChoice() {
  const rule = useLab((state) => state.spec.split.rule);
  const isGiven = useLab((state) => state.hasGivenSplit);
  const isTable = useLab((state) => state.plan.task.kind === 'excerpt');
  const isForeign = useLab((state) => state.source === 'files' && !state.looksLikeMitBih);
  return (
    <fieldset className={classes.split}>
      <legend>
        <h2>Split</h2>
      </legend>
      {SPLIT_RULES.filter((each) => each === rule || isWorthNaming(each, { isTable, isGiven, isForeign })).map(
        (each) => (
          <SplitOption key={each} rule={each} chosen={each === rule} />
        ),
      )}
    </fieldset>
  );
}

interface OpenKind {
  readonly isTable: boolean;
  readonly isGiven: boolean;
  /** Files that are none of MIT-BIH. */
  readonly isForeign: boolean;
}

/** Tables have no patients to keep together; recordings have no parts that somebody published, but for those of MIT-BIH. */
function isWorthNaming(rule: SplitRule, { isTable, isGiven, isForeign }: OpenKind): boolean {
  if (isTable) return rule === 'beat' || (rule === 'given' && isGiven);
  return rule !== 'given' && !(isForeign && rule.startsWith('aami'));
}

function isPossible(rule: SplitRule, { looksLikeMitBih, hasGivenSplit }: LabState): boolean {
  if (rule === 'given') return hasGivenSplit;
  return looksLikeMitBih || !rule.startsWith('aami');
}

function SplitOption({ rule, chosen }: { readonly rule: SplitRule; readonly chosen: boolean }) {
  const id = useId();
  const possible = useLab((state) => isPossible(rule, state));
  const { edit } = useActions();
  const noun = useLab((state) => nounOf(state.plan.task));
  const { label, why, needs, leaks } = splitWords(rule, noun);
  return (
    <div className={classes.option}>
      <input
        id={id}
        type="radio"
        name="split-rule"
        checked={chosen}
        disabled={!possible && !chosen}
        aria-describedby={`${id}-why`}
        onChange={() => edit({ split: { rule } })}
      />
      <label htmlFor={id}>
        {label} {leaks && <span className={controls.tag}>{leaks}</span>}
      </label>
      <p id={`${id}-why`}>
        {possible ? '' : `${needs} `}
        {why}
      </p>
    </div>
  );
}
