import { type ReactNode, useCallback, useId, useMemo, useState } from 'react';
import { countPlanParameters } from '../../fusion/model-shapes';
import { useLab } from '../lab-context';
import { grouped } from '../wording/numbers';
import styles from './fusion-panel.module.css';
import { meetingSentence } from './meeting-sentence';
import { representationName, strategyName } from './strategy-name';
import { type StreamPlan, streamPlanOf } from './stream-shares';
import { layoutCompact } from './streams-compact';
import { StreamsDiagram } from './streams-diagram';
import { layoutStreams, naturalHeight } from './streams-layout';
import { useLateWeights } from './use-late-weights';
import type { PlannedFusion } from './use-planned-fusions';

interface StrategyCardProps {
  readonly fusion: PlannedFusion;
  /** Every layer, the strategy's own controls and an explanation; else the streams at a glance. */
  readonly unfolded: boolean;
  /** Unfolded diagrams are as high as the highest, so that the eye compares where the streams meet. */
  readonly heightPx: number;
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
  readonly children?: ReactNode;
}

const COMPACT_HEIGHT = 142;

/** One fusion strategy: its streams, and below them its name, its switch and what its widths say. */
export function StrategyCard({ fusion, unfolded, heightPx, chosen, onChoose, children }: StrategyCardProps) {
  const { strategy, plan } = fusion;
  const definitions = useLab((state) => state.definitions);
  const late = useLateWeights(plan);
  const weights = late?.weights.join() ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: weights are compared by value, not by identity.
  const streams = useMemo(() => streamPlanOf(plan, late?.weights ?? null), [plan, weights]);
  const nameOf = useCallback((id: string) => representationName(id, definitions), [definitions]);
  const layoutOf = useCallback(
    (shown: StreamPlan, widthPx: number) =>
      unfolded ? layoutStreams(shown, widthPx, heightPx) : layoutCompact(shown, widthPx),
    [unfolded, heightPx],
  );
  const [described, setDescribed] = useState<string | null>(null);
  const name = strategyName(strategy.id, definitions);
  const subtitleId = useId();
  return (
    <article className={styles.strategy} aria-label={`${name} fusion`}>
      <StreamsDiagram
        plan={streams}
        layoutOf={layoutOf}
        expectedHeightPx={unfolded ? heightPx : COMPACT_HEIGHT}
        resting={!chosen}
        label={name}
        nameOf={nameOf}
        onDescribe={setDescribed}
      />
      <div className={styles.caption}>
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
          {strategy.subtitle}
          {unfolded && <span> · {grouped(countPlanParameters(plan))} parameters</span>}
          {unfolded && !chosen && <span> · not in the race</span>}
        </p>
      </div>
      <p className={styles.says} aria-live="polite">
        {described ?? (chosen || unfolded ? meetingSentence(streams, late?.source ?? null, nameOf) : 'not in the race')}
      </p>
      {unfolded && (
        <>
          {children}
          <details className={styles.teaches}>
            <summary>How {name.toLowerCase()} fusion works</summary>
            <p>{strategy.teaches}</p>
          </details>
        </>
      )}
    </article>
  );
}

/** The height that the highest of the plans needs, every layer shown. */
export function commonHeight(fusions: readonly PlannedFusion[]): number {
  return Math.max(0, ...fusions.map(({ plan }) => naturalHeight(streamPlanOf(plan, null))));
}
