import { countPlanParameters } from '../../fusion/model-shapes';
import { isFusion } from '../../fusion/registry';
import { useActions, useLab } from '../lab-context';
import { modalityColour } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import { FeatureBar } from './feature-bar';
import styles from './fusion-panel.module.css';
import { LayersTable } from './layers-table';
import { commonHeight, StrategyCard } from './strategy-card';
import { strategyName } from './strategy-name';
import { type PlannedFusion, usePlannedFusions } from './use-planned-fusions';

/** Where the streams meet: a diagram of each strategy, and the choice of what takes part in the race. */
export function FusionPanel() {
  const planned = usePlannedFusions();
  const definitions = useLab((state) => state.definitions);
  const branches = useLab((state) => state.spec.fusion.branches);
  const chosen = useLab((state) => state.spec.fusion.strategies);
  const choose = useChoice();
  const fusions = planned.filter(({ strategy }) => isFusion(strategy.id));
  const heightPx = commonHeight(fusions);
  return (
    <section className={styles.panel} aria-labelledby="fusion-title">
      <header className={styles.head}>
        <h2 id="fusion-title">Fusion</h2>
        <p className={styles.soft}>
          A strategy is where the streams meet. All use the same encoders and the same training, so only the meeting
          differs.
        </p>
      </header>
      <div className={styles.strategies}>
        {fusions.map((fusion) => (
          <StrategyCard
            key={fusion.strategy.id}
            fusion={fusion}
            heightPx={heightPx}
            chosen={chosen.includes(fusion.strategy.id)}
            onChoose={(wanted) => choose(fusion.strategy.id, wanted)}
          >
            {fusion.strategy.id === 'early' && <EarlyBalance />}
          </StrategyCard>
        ))}
      </div>
      <div className={styles.below}>
        <FeatureBar definitions={definitions.filter(({ id }) => branches.includes(id))} />
        <Baselines planned={planned} chosen={chosen} onChoose={choose} />
      </div>
      <details className={styles.teaches}>
        <summary>Every layer as a table</summary>
        <div className={styles.tables}>
          {fusions.map(({ strategy, plan }) => (
            <LayersTable key={strategy.id} plan={plan} name={strategyName(strategy.id, [])} />
          ))}
        </div>
      </details>
    </section>
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

interface BaselinesProps {
  readonly planned: readonly PlannedFusion[];
  readonly chosen: readonly string[];
  readonly onChoose: (strategy: string, wanted: boolean) => void;
}

function Baselines({ planned, chosen, onChoose }: BaselinesProps) {
  const definitions = useLab((state) => state.definitions);
  return (
    <fieldset className={styles.baselines}>
      <legend>Baselines: one stream alone</legend>
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
            <span className={styles.soft}>{grouped(countPlanParameters(plan))} parameters</span>
          </label>
        ))}
    </fieldset>
  );
}
