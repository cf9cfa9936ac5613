import type { CSSProperties } from 'react';
import type { RepresentationDefinition } from '../../domain/representation';
import { sizeOf } from '../../domain/representation';
import { shareText } from '../figure/number-text';
import { useLab } from '../lab-context';
import { modalityColour, modalityTextColour } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import styles from './fusion-panel.module.css';

/** How many numbers a beat each chosen modality contributes, to scale in one bar. */
export function FeatureBar({ definitions }: { readonly definitions: readonly RepresentationDefinition[] }) {
  const spec = useLab((state) => state.spec);
  const parts = definitions.map((definition) => ({
    definition,
    features: sizeOf(definition.shape(spec.representations[definition.id] ?? {}, spec.conditioning.workingRateHz)),
  }));
  const all = parts.reduce((sum, { features }) => sum + features, 0);
  return (
    <div className={styles.features}>
      <h3>{grouped(all)} features a beat</h3>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ definition, features }) => (
          <span key={definition.id} style={{ flexGrow: features, background: modalityColour(definition.id) }} />
        ))}
      </div>
      <ul className={styles.key}>
        {parts.map(({ definition, features }) => (
          <li key={definition.id} style={{ '--stream': modalityColour(definition.id) } as CSSProperties}>
            <strong style={{ color: modalityTextColour(definition.id) }}>{definition.label}</strong>
            <span>{grouped(features)}</span>
            <span className={styles.soft}>{shareText(features / all)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
