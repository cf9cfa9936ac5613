import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';

/** Offers the split of the literature where the records of the literature are open. */
export function MitBihSuggestion() {
  const offered = useLab(
    ({ looksLikeMitBih, spec }) => looksLikeMitBih && spec.split.rule !== 'aami' && spec.split.rule !== 'aami-strict',
  );
  const { edit } = useActions();
  if (!offered) return null;
  return (
    <div className={`${controls.card} ${classes.notice}`}>
      <p>
        These are records of the MIT-BIH Arrhythmia Database. Published results train on the records of DS1 and test on
        those of DS2; do the same to compare with them.
      </p>
      <button
        type="button"
        className={`${controls.button} ${controls.primary}`}
        onClick={() => edit({ split: { rule: 'aami' } })}
      >
        Use DS1 → DS2
      </button>
      <button type="button" className={controls.button} onClick={() => edit({ split: { rule: 'aami-strict' } })}>
        Use the strict variant
      </button>
    </div>
  );
}
