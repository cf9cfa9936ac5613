import { type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { countPlanParameters } from '../../fusion/model-shapes';
import { useLab } from '../lab-context';
import { grouped } from '../wording/numbers';
import styles from './fusion-panel.module.css';
import { meetingSentence } from './meeting-sentence';
import { representationName, strategyName } from './strategy-name';
import { streamPlanOf } from './stream-shares';
import { StreamsDiagram } from './streams-diagram';
import { naturalHeight } from './streams-layout';
import { useLateWeights } from './use-late-weights';
import type { PlannedFusion } from './use-planned-fusions';

interface StrategyCardProps {
  readonly fusion: PlannedFusion;
  /** All diagrams are as high as the highest, so that the eye compares where the streams meet. */
  readonly heightPx: number;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly children?: ReactNode;
}

/** One fusion strategy: its streams, and below them its name, its switch and what its widths say. */
export function StrategyCard({ fusion, heightPx, chosen, onChoose, children }: StrategyCardProps) {
  const { strategy, plan } = fusion;
  const definitions = useLab((state) => state.definitions);
  const late = useLateWeights(plan);
  const weights = late?.weights.join() ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: weights are compared by value, not by identity.
  const streams = useMemo(() => streamPlanOf(plan, late?.weights ?? null), [plan, weights]);
  const nameOf = useCallback((id: string) => representationName(id, definitions), [definitions]);
  const [described, setDescribed] = useState<string | null>(null);
  const name = strategyName(strategy.id, definitions);
  const subtitleId = useId();
  return (
    <article className={styles.strategy} aria-label={`${name} fusion`}>
      <div className={chosen ? undefined : styles.resting}>
        <StreamsDiagram plan={streams} heightPx={heightPx} label={name} nameOf={nameOf} onDescribe={setDescribed} />
      </div>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={chosen}
          aria-describedby={subtitleId}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
        <strong>{name}</strong>
      </label>
      <p id={subtitleId} className={styles.subtitle}>
        {strategy.subtitle} · <span>{grouped(countPlanParameters(plan))} parameters</span>
        {chosen ? '' : ' · not in the race'}
      </p>
      <p className={styles.says} aria-live="polite">
        {described ?? meetingSentence(streams, late?.source ?? null, nameOf)}
      </p>
      {children}
      <details className={styles.teaches}>
        <summary>How {name.toLowerCase()} fusion works</summary>
        <p>{strategy.teaches}</p>
      </details>
    </article>
  );
}

/** The height that the highest of the plans needs. */
export function commonHeight(fusions: readonly PlannedFusion[]): number {
  return Math.max(0, ...fusions.map(({ plan }) => naturalHeight(streamPlanOf(plan, null))));
}
