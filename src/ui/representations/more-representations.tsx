import type { CSSProperties } from 'react';
import type { RepresentationDefinition } from '../../domain/representation';
import { useActions, useLab } from '../lab-context';
import { Disclosure } from '../shell/disclosure';
import { modalityColour } from '../theme/meaning';
import { withMember } from './participation';
import classes from './representations.module.css';

interface MoreRepresentationsProps {
  /** Those that are not on the screen. */
  readonly hidden: readonly RepresentationDefinition[];
}

/** What else there is to see a beat by: one line each, and a press that takes it into fusion and onto the screen. */
export function MoreRepresentations({ hidden }: MoreRepresentationsProps) {
  const definitions = useLab((state) => state.definitions);
  const branches = useLab((state) => state.spec.fusion.branches);
  const { edit } = useActions();
  if (hidden.length === 0) return null;
  const all = definitions.map(({ id }) => id);
  return (
    <div className={classes.more}>
      <Disclosure summary="More representations">
        <p>Another way to see a beat: it joins fusion and gets a card. Untick it there and it goes back here.</p>
        <ul>
          {hidden.map(({ id, label, subtitle }) => (
            <li key={id}>
              <button
                type="button"
                style={{ '--modality': modalityColour(id) } as CSSProperties}
                onClick={() => edit({ fusion: { branches: withMember(branches, id, true, all) } })}
              >
                <strong>{label}</strong> <span>{subtitle}</span>
              </button>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
