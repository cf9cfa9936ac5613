import { memo, useDeferredValue } from 'react';
import { countPlanParameters } from '../../fusion/model-shapes';
import { isFusion } from '../../fusion/registry';
import { useActions, useLab } from '../lab-context';
import { useRooms } from '../rooms';
import controls from '../theme/controls.module.css';
import { modalityColour } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import { FeatureBar } from './feature-bar';
import styles from './fusion-panel.module.css';
import { LayersTable } from './layers-table';
import { commonHeight, StrategyCard } from './strategy-card';
import { strategyName } from './strategy-name';
import { type PlannedFusion, usePlannedFusions } from './use-planned-fusions';

/** Where the streams meet: each strategy at a glance, and unfolded with every layer and every control. */
export function FusionPanel() {
  // After the pictures: a slider changes the streams too, and they take longer to draw than its picture.
  return <PlannedPanel planned={useDeferredValue(usePlannedFusions())} />;
}

const PlannedPanel = memo(function PlannedPanel({ planned }: { readonly planned: readonly PlannedFusion[] }) {
  const { open, toggle } = useRooms();
  const chosen = useLab((state) => state.spec.fusion.strategies);
  const choose = useChoice();
  const unfolded = open.has('fusion');
  const fusions = planned.filter(({ strategy }) => isFusion(strategy.id));
  const heightPx = commonHeight(fusions);
  return (
    <section className={styles.panel} data-unfolded={unfolded || undefined} aria-labelledby="fusion-title">
      <div className={styles.glance}>
        <header className={styles.head}>
          <h2 id="fusion-title">Fusion</h2>
          <p className={styles.soft}>A strategy is where the streams meet; encoders and training stay the same.</p>
          <button
            type="button"
            className={`${controls.button} ${controls.small} ${styles.fold}`}
            aria-expanded={unfolded}
            onClick={() => toggle('fusion')}
          >
            {unfolded ? 'Fold' : 'Layers, equal weight, baselines'}
            <span aria-hidden="true">{unfolded ? ' ▴' : ' ▾'}</span>
          </button>
        </header>
        <div className={styles.strategies}>
          {fusions.map((fusion) => (
            <StrategyCard
              key={fusion.strategy.id}
              fusion={fusion}
              unfolded={unfolded}
              heightPx={heightPx}
              chosen={chosen.includes(fusion.strategy.id)}
              onChoose={(wanted) => choose(fusion.strategy.id, wanted)}
            >
              {fusion.strategy.id === 'early' && <EarlyBalance />}
            </StrategyCard>
          ))}
        </div>
      </div>
      {unfolded && <FusionDetails planned={planned} chosen={chosen} onChoose={choose} />}
    </section>
  );
});

interface ChoiceProps {
  readonly planned: readonly PlannedFusion[];
  readonly chosen: readonly string[];
  readonly onChoose: (strategy: string, wanted: boolean) => void;
}

function FusionDetails({ planned, chosen, onChoose }: ChoiceProps) {
  const definitions = useLab((state) => state.definitions);
  const branches = useLab((state) => state.spec.fusion.branches);
  const fusions = planned.filter(({ strategy }) => isFusion(strategy.id));
  return (
    <>
      <div className={styles.below}>
        <FeatureBar definitions={definitions.filter(({ id }) => branches.includes(id))} />
        <Baselines planned={planned} chosen={chosen} onChoose={onChoose} />
      </div>
      <details className={styles.teaches}>
        <summary>Every layer as a table</summary>
        <div className={styles.tables}>
          {fusions.map(({ strategy, plan }) => (
            <LayersTable key={strategy.id} plan={plan} name={strategyName(strategy.id, [])} />
          ))}
        </div>
      </details>
    </>
  );
}

/** Adds or removes a strategy and keeps the order in which they are listed. */
function useChoice(): (strategy: string, wanted: boolean) => void {
  const { edit } = useActions();
  const strategies = useLab((state) => state.spec.fusion.strategies);
  return (strategy, wanted) => {
    const rest = strategies.filter((each) => each !== strategy);
    const fusions = rest.filter(isFusion);
    const baselines = rest.filter((each) => !isFusion(each));
    const added = isFusion(strategy)
      ? [...baselines, ...['early', 'intermediate', 'late'].filter((id) => id === strategy || fusions.includes(id))]
      : [...baselines, strategy, ...fusions];
    edit({ fusion: { strategies: wanted ? added : rest } });
  };
}

function EarlyBalance() {
  const { edit } = useActions();
  const equal = useLab((state) => state.spec.fusion.earlyBalance === 'equal');
  return (
    <label className={styles.balance}>
      <input
        type="checkbox"
        checked={equal}
        onChange={(event) => edit({ fusion: { earlyBalance: event.currentTarget.checked ? 'equal' : 'none' } })}
      />
      <span>
        Equal weight per modality
        <small>Scales each modality so that all carry the same variance into the first layer.</small>
      </span>
    </label>
  );
}

function Baselines({ planned, chosen, onChoose }: ChoiceProps) {
  const definitions = useLab((state) => state.definitions);
  return (
    <fieldset className={styles.baselines}>
      <legend>Baselines: one stream alone, and its parameters</legend>
      {planned
        .filter(({ strategy }) => !isFusion(strategy.id))
        .map(({ strategy, plan }) => (
          <label key={strategy.id} className={styles.option}>
            <input
              type="checkbox"
              checked={chosen.includes(strategy.id)}
              onChange={(event) => onChoose(strategy.id, event.currentTarget.checked)}
            />
            <i style={{ background: modalityColour(strategy.id) }} />
            {strategyName(strategy.id, definitions)}
            <span className={styles.soft}>
              {grouped(countPlanParameters(plan))}
              <span className={controls.hidden}> parameters</span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}
