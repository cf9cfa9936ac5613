import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';

/** Offers the split that tables were published in. */
export function GivenSplitSuggestion() {
  const offered = useLab(({ hasGivenSplit, spec }) => hasGivenSplit && spec.split.rule !== 'given');
  const { edit } = useActions();
  if (!offered) return null;
  return (
    <div className={`${controls.card} ${classes.notice}`}>
      <p>
        These tables were published in two parts. Published results train on the rows of TRAIN and test on those of
        TEST; do the same to compare with them.
      </p>
      <button
        type="button"
        className={`${controls.button} ${controls.primary}`}
        onClick={() => edit({ split: { rule: 'given' } })}
      >
        Use TRAIN → TEST
      </button>
    </div>
  );
}
