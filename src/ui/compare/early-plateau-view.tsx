import { useMemo } from 'react';
import { sizeOf } from '../../domain/representation';
import type { GradientShares, StrategyResult } from '../../domain/training';
import type { Race } from '../../lab/state';
import type { GradientShareInput } from '../../plots/gradient-share';
import { Figure } from '../figure/figure';
import { shareText } from '../figure/number-text';
import { representationName, strategyName } from '../fusion/strategy-name';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import styles from './compare-panel.module.css';

interface Modality {
  readonly representation: string;
  readonly label: string;
  readonly features: number;
  readonly featureShare: number;
  readonly shares: readonly number[];
}

interface EarlyPlateauViewProps {
  readonly race: Race;
  readonly result: StrategyResult;
  readonly shares: GradientShares;
}

/** Feature counts beside each modality's share of the gradient, and the cure to try. */
export function EarlyPlateauView({ race, result, shares }: EarlyPlateauViewProps) {
  const definitions = useLab((state) => state.definitions);
  const modalities = useModalities(race, result, shares);
  const gradient = useMemo((): GradientShareInput => ({ modalities }), [modalities]);
  const counts = useMemo(() => ({ modalities }), [modalities]);
  return (
    <section
      className={styles.block}
      aria-label={`Why ${strategyName(result.strategy, definitions).toLowerCase()} fusion plateaus`}
    >
      <div className={styles.explain}>
        <p>{sentenceOn(modalities)}</p>
        <Cure race={race} />
        <Figure plot="feature-counts" input={counts} height={56 + 40 * modalities.length} />
      </div>
      <Figure plot="gradient-share" input={gradient} height={340} />
    </section>
  );
}

/** Shapes are those of the race's own spec: the present one may have changed since. */
function useModalities({ spec }: Race, { branches }: StrategyResult, shares: GradientShares): readonly Modality[] {
  const definitions = useLab((state) => state.definitions);
  return useMemo(() => {
    const sizes = branches.map((id) => {
      const definition = definitions.find((each) => each.id === id);
      return definition
        ? sizeOf(definition.shape(spec.representations[id] ?? {}, spec.conditioning.workingRateHz))
        : Number.NaN;
    });
    const all = sizes.reduce((sum, size) => sum + size, 0);
    return branches.map((representation, index) => ({
      representation,
      label: representationName(representation, definitions),
      features: sizes[index] as number,
      featureShare: (sizes[index] as number) / all,
      shares: shares[representation] ?? [],
    }));
  }, [spec, branches, shares, definitions]);
}

function sentenceOn(modalities: readonly Modality[]): string {
  const [first] = [...modalities].sort((a, b) => b.featureShare - a.featureShare);
  const last = first?.shares.at(-1);
  if (!first || last === undefined) return 'No gradient was recorded.';
  return (
    `${first.label} brings ${shareText(first.featureShare, 0)} of the features, and in the last epoch it sent ` +
    `${shareText(last, 0)} of the first layer’s gradient. The first layer cannot know where one modality ends and the next ` +
    'begins, so what has most numbers tends to be learned first; once it has brought the loss down, little gradient is ' +
    'left for the others.'
  );
}

/** The switch of the cure, and what it changes between this race and the next. */
function Cure({ race }: { readonly race: Race }) {
  const { edit } = useActions();
  const wanted = useLab((state) => state.spec.fusion.earlyBalance);
  const trained = race.spec.fusion.earlyBalance;
  return (
    <>
      <p>
        {trained === 'equal'
          ? 'This race gave each modality equal weight: its block was scaled so that all carry the same variance.'
          : 'The cure to try: scale each modality’s block so that all carry the same variance into the first layer.'}
      </p>
      {wanted === 'none' ? (
        <button type="button" className={controls.button} onClick={() => edit({ fusion: { earlyBalance: 'equal' } })}>
          Give each modality equal weight
        </button>
      ) : (
        <button type="button" className={controls.button} onClick={() => edit({ fusion: { earlyBalance: 'none' } })}>
          Leave the modalities as they are
        </button>
      )}
      {wanted !== trained && <p className={styles.soft}>Changed for the next race: press Train to see what it does.</p>}
    </>
  );
}
