import { useState } from 'react';
import type { SplitRule } from '../../domain/experiment';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';

interface Suggestion {
  readonly sentence: string;
  /** The first is what is suggested. */
  readonly choices: readonly { readonly rule: SplitRule; readonly label: string }[];
}

const MIT_BIH: Suggestion = {
  sentence:
    'These are records of the MIT-BIH Arrhythmia Database. Published results train on the records of DS1 and test on ' +
    'those of DS2; do the same to compare with them.',
  choices: [
    { rule: 'aami', label: 'Use DS1 → DS2' },
    { rule: 'aami-strict', label: 'Use the strict variant' },
  ],
};

const GIVEN: Suggestion = {
  sentence:
    'These tables were published in two parts. Published results train on the rows of TRAIN and test on those of TEST; ' +
    'do the same to compare with them.',
  choices: [{ rule: 'given', label: 'Use TRAIN → TEST' }],
};

/** Offers the split of the literature where its records or tables are open and split otherwise. */
export function SplitSuggestions() {
  const rule = useLab(({ spec }) => spec.split.rule);
  const looksLikeMitBih = useLab((state) => state.looksLikeMitBih);
  const hasGivenSplit = useLab((state) => state.hasGivenSplit);
  const isOpen = ({ choices }: Suggestion): boolean => choices.every((choice) => choice.rule !== rule);
  return (
    <>
      {looksLikeMitBih && isOpen(MIT_BIH) && <SplitSuggestion {...MIT_BIH} />}
      {hasGivenSplit && isOpen(GIVEN) && <SplitSuggestion {...GIVEN} />}
    </>
  );
}

/** Declined, it stays away until another split was chosen or other data open in between. */
function SplitSuggestion({ sentence, choices }: Suggestion) {
  const [isDeclined, setDeclined] = useState(false);
  const { edit } = useActions();
  if (isDeclined) return null;
  return (
    <div className={`${controls.card} ${classes.notice}`}>
      <p>{sentence}</p>
      {choices.map(({ rule, label }, index) => (
        <button
          key={rule}
          type="button"
          className={index === 0 ? `${controls.button} ${controls.primary}` : controls.button}
          onClick={() => edit({ split: { rule } })}
        >
          {label}
        </button>
      ))}
      <button type="button" className={controls.button} onClick={() => setDeclined(true)}>
        Not now
      </button>
    </div>
  );
}
