import { type CSSProperties, memo } from 'react';
import type { RepresentationDefinition } from '../../domain/representation';
import { nounOf } from '../../domain/task';
import type { ClassProfile, RepresentationView } from '../../lab/state';
import { useActions, useLab } from '../lab-context';
import { useRooms } from '../rooms';
import controls from '../theme/controls.module.css';
import { modalityColour, modalityTextColour } from '../theme/meaning';
import { ParameterControls } from './parameter-controls';
import { withMember } from './participation';
import { PictureBox } from './picture';
import { beatData, featureCount, matchingProfiles } from './picture-data';
import classes from './representations.module.css';
import { usePointAt } from './use-point-at';

interface RepresentationCardProps {
  readonly definition: RepresentationDefinition;
  readonly view: RepresentationView | undefined;
  readonly profiles: readonly ClassProfile[] | undefined;
  readonly shows: 'beat' | 'classes';
}

/** One way to see the selected beat: its picture, its size, what it is for, and whether it takes part. Drawn anew only where its own picture is. */
export const RepresentationCard = memo(function RepresentationCard(props: RepresentationCardProps) {
  const { definition, view } = props;
  const { id, label } = definition;
  const noun = useLab((state) => nounOf(state.plan.task));
  const subtitle = view?.plain ? `${definition.subtitle} against the patient’s own` : definition.subtitle;
  const open = useRooms().open.has('representations');
  const style = { '--modality': modalityColour(id), '--modality-text': modalityTextColour(id) } as CSSProperties;
  return (
    <article
      className={`${controls.card} ${classes.card}`}
      style={style}
      aria-labelledby={`${id}-title`}
      data-modality={id}
    >
      <header className={classes.head}>
        <h3 id={`${id}-title`}>{label}</h3>
        <div className={classes.subtitle} title={subtitle}>
          <span>{subtitle}</span>
        </div>
        {view && (
          <strong className={classes.count} title={`Numbers that this representation has for each ${noun}`}>
            {featureCount(view.shape)}
          </strong>
        )}
      </header>
      <CardPicture {...props} />
      <Participation id={id} label={label} />
      {open && (
        <>
          <details className={classes.teaches}>
            <summary>What is this?</summary>
            <p>{definition.teaches}</p>
          </details>
          <ParameterControls definition={definition} />
        </>
      )}
    </article>
  );
});

function CardPicture({ definition, view, profiles, shows }: RepresentationCardProps) {
  const parameters = useLab((state) => state.spec.representations[definition.id]);
  const onPoint = usePointAt(parameters, view?.axes ?? []);
  const isRow = useLab((state) => state.plan.task.kind === 'excerpt');
  if (!view) return <p className={classes.waiting}>Waiting for a beat.</p>;
  if (isRow && shows === 'beat' && isSilent(view)) {
    return <p className={classes.waiting}>A row of a table has no beats around it: all numbers are 0.</p>;
  }
  const matching = matchingProfiles(view, profiles);
  if (shows === 'classes' && matching.length === 0) return <p className={classes.waiting}>Computing class means.</p>;
  const data = shows === 'beat' ? beatData(view, matching) : { ...view, beat: null, usual: null, profiles: matching };
  return (
    <PictureBox id={definition.id} name={definition.label} data={data} className={classes.picture} onPoint={onPoint} />
  );
}

/** Named features that are all 0. */
function isSilent({ axes, values }: RepresentationView): boolean {
  return axes[0]?.names !== undefined && values.every((value) => value === 0);
}

function Participation({ id, label }: { readonly id: string; readonly label: string }) {
  const branches = useLab((state) => state.spec.fusion.branches);
  const strategies = useLab((state) => state.spec.fusion.strategies);
  const definitions = useLab((state) => state.definitions);
  const rooms = useRooms();
  const { edit } = useActions();
  const all = definitions.map((each) => each.id);
  const isBranch = branches.includes(id);
  const open = rooms.open.has('representations');
  return (
    <div className={classes.participation}>
      <label title="A branch of early, intermediate and late fusion. One at least has to stay.">
        <input
          type="checkbox"
          aria-label={`${label} takes part in fusion`}
          checked={isBranch}
          disabled={isBranch && branches.length === 1}
          onChange={(event) =>
            edit({ fusion: { branches: withMember(branches, id, event.currentTarget.checked, all) } })
          }
        />
        in fusion
      </label>
      <label title="Train it alone as well: the baseline that a fusion has to beat.">
        <input
          type="checkbox"
          aria-label={`${label} alone as a baseline`}
          checked={strategies.includes(id)}
          onChange={(event) =>
            edit({ fusion: { strategies: withMember(strategies, id, event.currentTarget.checked, all) } })
          }
        />
        alone
      </label>
      <button
        type="button"
        className={`${controls.button} ${controls.quiet} ${controls.small} ${classes.adjust}`}
        aria-expanded={open}
        aria-label={open ? 'Fold the parameters of all representations' : `Adjust ${label} and the others`}
        onClick={() => rooms.toggle('representations')}
      >
        {open ? 'Fold' : 'Adjust'}
      </button>
    </div>
  );
}
