import { useEffect, useState } from 'react';
import { nounOf } from '../../domain/task';
import { shownRepresentations } from '../../lab/shown-representations';
import { useActions, useLab } from '../lab-context';
import { useRooms } from '../rooms';
import controls from '../theme/controls.module.css';
import { grouped } from '../wording/numbers';
import { ClassLegend } from './class-legend';
import { MoreRepresentations } from './more-representations';
import { RepresentationCard } from './representation-card';
import classes from './representations.module.css';

const SHOWS = [
  { value: 'beat', label: 'the selected beat' },
  { value: 'recording', label: 'each class in this recording' },
  { value: 'all', label: 'each class in all recordings' },
] as const;
/** What one example of the task looks like, by what it is called. */
const SEEN: Readonly<Record<string, string>> = {
  beat: 'the selected beat',
  window: 'the window around the selected beat',
  excerpt: 'the selected row',
};
type Shows = (typeof SHOWS)[number]['value'];

/** More cards than these stand in one row that scrolls sideways. */
const CARDS_SIDE_BY_SIDE = 4;

/** The selected beat in every representation in use, side by side; or the mean and spread of each class. */
export function RepresentationsPanel() {
  const definitions = useLab((state) => state.definitions);
  const spec = useLab((state) => state.spec);
  const preview = useLab((state) => state.preview);
  const classProfiles = useLab((state) => state.classProfiles);
  const open = useRooms().open.has('representations');
  const [shows, setShows] = useState<Shows>('beat');
  useClassProfiles(shows);
  const isBeat = shows === 'beat';
  const fitting = isBeat ? classProfiles?.scope === 'recording' : classProfiles?.scope === shows;
  const ids = shownRepresentations(
    definitions.map(({ id }) => id),
    spec,
  );
  const shown = definitions.filter(({ id }) => ids.includes(id));
  return (
    <section className={classes.panel} aria-labelledby="representations-title">
      <div className={open || !isBeat ? classes.bar : classes.folded}>
        <h2 id="representations-title" className={open ? undefined : controls.hidden}>
          Representations
        </h2>
        {(open || !isBeat) && <ShowsChoice shows={shows} onChange={setShows} />}
        {!isBeat && fitting && classProfiles && (
          <ClassLegend profiles={Object.values(classProfiles.profiles)[0] ?? []} />
        )}
      </div>
      <div className={classes.row}>
        <div
          className={classes.cards}
          data-open={open || undefined}
          data-many={shown.length > CARDS_SIDE_BY_SIDE || undefined}
        >
          {shown.map((definition) => (
            <RepresentationCard
              key={definition.id}
              definition={definition}
              view={preview?.views.find(({ id }) => id === definition.id)}
              profiles={fitting ? classProfiles?.profiles[definition.id] : undefined}
              shows={isBeat ? 'beat' : 'classes'}
            />
          ))}
        </div>
        <MoreRepresentations hidden={definitions.filter(({ id }) => !ids.includes(id))} />
      </div>
    </section>
  );
}

/** Asks for the profiles whenever they are wanted and not there: at first, and after a change has made them stale. */
function useClassProfiles(shows: Shows): void {
  const known = useLab((state) => state.classProfiles);
  const { computeClassProfiles } = useActions();
  useEffect(() => {
    if (shows !== 'beat' && known?.scope !== shows) computeClassProfiles(shows);
  }, [shows, known, computeClassProfiles]);
}

interface ShowsChoiceProps {
  readonly shows: Shows;
  readonly onChange: (shows: Shows) => void;
}

function ShowsChoice({ shows, onChange }: ShowsChoiceProps) {
  const beats = useLab((state) => state.recordings.length);
  const noun = useLab((state) => nounOf(state.plan.task));
  return (
    <fieldset className={classes.shows}>
      <legend className={controls.hidden}>What the pictures show</legend>
      {SHOWS.map(({ value, label }) => (
        <label key={value}>
          <input type="radio" name="representations-show" checked={shows === value} onChange={() => onChange(value)} />
          {value === 'beat' ? SEEN[noun] : value === 'all' ? label.replace('all', `all ${grouped(beats)}`) : label}
        </label>
      ))}
    </fieldset>
  );
}
