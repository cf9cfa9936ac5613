import type { RepresentationDefinition } from '../../domain/representation';
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
      <Choices planned={planned} chosen={chosen} onChoose={choose} />
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

interface ChoicesProps {
  readonly planned: readonly PlannedFusion[];
  readonly chosen: readonly string[];
  readonly onChoose: (strategy: string, wanted: boolean) => void;
}

function Choices({ planned, chosen, onChoose }: ChoicesProps) {
  const definitions = useLab((state) => state.definitions);
  const branches = useLab((state) => state.spec.fusion.branches);
  return (
    <div className={styles.choices}>
      <Branches definitions={definitions} branches={branches} />
      <FeatureBar definitions={definitions.filter(({ id }) => branches.includes(id))} />
      <fieldset className={styles.group}>
        <legend>Baselines: one stream alone</legend>
        <p className={styles.soft}>Without these no claim about fusion means anything.</p>
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
    </div>
  );
}

interface BranchesProps {
  readonly definitions: readonly RepresentationDefinition[];
  readonly branches: readonly string[];
}

function Branches({ definitions, branches }: BranchesProps) {
  const { edit } = useActions();
  return (
    <fieldset className={styles.group}>
      <legend>Streams that fuse</legend>
      <p className={styles.soft}>What early, intermediate and late fusion are given.</p>
      {definitions.map(({ id, label }) => (
        <label key={id} className={styles.option}>
          <input
            type="checkbox"
            checked={branches.includes(id)}
            // The last stream stays: a fusion of nothing cannot be built.
            disabled={branches.length === 1 && branches.includes(id)}
            onChange={(event) => {
              const wanted = event.currentTarget.checked;
              const kept = definitions.filter((each) => (each.id === id ? wanted : branches.includes(each.id)));
              edit({ fusion: { branches: kept.map((each) => each.id) } });
            }}
          />
          <i style={{ background: modalityColour(id) }} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
