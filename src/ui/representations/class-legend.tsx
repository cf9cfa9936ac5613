import { classLabel, nounOf } from '../../domain/task';
import type { ClassProfile } from '../../lab/state';
import { useLab } from '../lab-context';
import { classStyle } from '../theme/meaning';
import { counted } from '../wording/numbers';
import classes from './representations.module.css';

/** What line is which class, and how many beats are behind it. */
export function ClassLegend({ profiles }: { readonly profiles: readonly ClassProfile[] }) {
  const noun = useLab((state) => nounOf(state.plan.task));
  return (
    <ul className={classes.legend} aria-label="Classes">
      {profiles.map(({ exampleClass, classIndex, count }) => (
        <li key={exampleClass.id} title={exampleClass.name}>
          <svg width="30" height="10" aria-hidden="true">
            <line
              x1="1"
              x2="29"
              y1="5"
              y2="5"
              strokeWidth="2.5"
              style={{ stroke: classStyle(classIndex).colour, strokeDasharray: classStyle(classIndex).dash }}
            />
          </svg>
          <strong style={{ color: classStyle(classIndex).textColour }}>{classLabel(exampleClass)}</strong>{' '}
          {counted(count, noun)}
        </li>
      ))}
      <li>line: mean; band: one standard deviation</li>
    </ul>
  );
}
