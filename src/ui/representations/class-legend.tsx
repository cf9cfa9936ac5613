import { BEAT_CLASS_NAMES } from '../../domain/beat-class';
import type { ClassProfile } from '../../lab/state';
import { CLASS_STYLES } from '../theme/meaning';
import { counted } from '../wording/numbers';
import classes from './representations.module.css';

/** What line is which class, and how many beats are behind it. */
export function ClassLegend({ profiles }: { readonly profiles: readonly ClassProfile[] }) {
  return (
    <ul className={classes.legend} aria-label="Classes">
      {profiles.map(({ beatClass, count }) => (
        <li key={beatClass} title={BEAT_CLASS_NAMES[beatClass]}>
          <svg width="30" height="10" aria-hidden="true">
            <line
              x1="1"
              x2="29"
              y1="5"
              y2="5"
              strokeWidth="2.5"
              style={{ stroke: CLASS_STYLES[beatClass].colour, strokeDasharray: CLASS_STYLES[beatClass].dash }}
            />
          </svg>
          <strong style={{ color: CLASS_STYLES[beatClass].textColour }}>{beatClass}</strong> {counted(count, 'beat')}
        </li>
      ))}
      <li>line: mean; band: one standard deviation</li>
    </ul>
  );
}
