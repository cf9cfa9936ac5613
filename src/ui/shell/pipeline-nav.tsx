import { useLab } from '../lab-context';
import { FOLDING_ROOMS, ROOMS, type Room, useRooms } from '../rooms';
import { presentRoom, STATUS } from './pipeline-status';
import classes from './shell.module.css';
import { useGoTo } from './use-go-to';

const NAMES: Readonly<Record<Room, string>> = {
  data: 'Data',
  representations: 'Representations',
  fusion: 'Fusion',
  train: 'Train',
  compare: 'Compare',
};

/** The pipeline: what each room holds at the moment, and the way there. */
export function PipelineNav() {
  return (
    <nav className={classes.pipeline} aria-label="Pipeline">
      <ol>
        {ROOMS.map((room, index) => (
          <li key={room}>
            <Step room={room} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Step({ room, number }: { readonly room: Room; readonly number: number }) {
  const status = useLab(STATUS[room]);
  const present = useLab((state) => presentRoom(state) === room);
  const { open } = useRooms();
  const goTo = useGoTo();
  return (
    <button
      type="button"
      className={classes.step}
      aria-current={present ? 'step' : undefined}
      aria-expanded={FOLDING_ROOMS.has(room) ? open.has(room) : undefined}
      onClick={() => goTo(room)}
    >
      <span className={classes.stepName}>
        {number} {NAMES[room]}
      </span>
      <span className={classes.stepStatus} title={status}>
        {dotsAtLineEnds(status)}
      </span>
      {room === 'train' && <Progress />}
    </button>
  );
}

/** A line that breaks at a dot ends with it. */
function dotsAtLineEnds(status: string): string {
  return status.replaceAll(' · ', '\u00a0· ');
}

function Progress() {
  const fraction = useLab((state) =>
    state.race?.status === 'training' ? state.race.progress?.totalFraction : undefined,
  );
  if (fraction === undefined) return null;
  return <span className={classes.stepProgress} style={{ inlineSize: `${100 * fraction}%` }} />;
}
