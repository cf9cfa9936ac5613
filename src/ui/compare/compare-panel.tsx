import { useCallback, useId, useState } from 'react';
import { nounOf } from '../../domain/task';
import { isFusion } from '../../fusion/registry';
import { dataName, stalenessOf } from '../../lab/race-data';
import type { Race } from '../../lab/state';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { backendName } from '../train/backend-name';
import { isRunning } from '../train/strategy-status';
import { counted } from '../wording/numbers';
import { CloserLook, type View } from './closer-look';
import styles from './compare-panel.module.css';
import { type ResultRow, type Sorting, sortRows } from './result-rows';
import { ResultsTable } from './results-table';
import { SplitView } from './split-view';
import { useResultRows } from './use-result-rows';
import { verdictOf } from './verdict';

/** What came out on the test part: table, verdict, and why. */
export function ComparePanel() {
  const race = useLab((state) => state.race);
  const rows = useResultRows();
  const captionId = useId();
  return (
    <section className={styles.panel} aria-labelledby="results-title">
      <header className={styles.head}>
        <h2 id="results-title">Results</h2>
        {race && race.results.length > 0 && (
          <p id={captionId} className={styles.soft}>
            {captionOf(race)}
          </p>
        )}
        {race && <Labels race={race} />}
      </header>
      {race && rows.length > 0 ? <Comparison race={race} rows={rows} captionId={captionId} /> : <NothingYet />}
    </section>
  );
}

function NothingYet() {
  const noun = useLab((state) => nounOf(state.plan.task));
  return (
    <p className={styles.blank}>
      Here each strategy is judged on {noun}s that no model has seen: accuracy, macro-F1 and every class, with the rule
      of the split beside them. Rows appear as strategies finish training.
    </p>
  );
}

function Labels({ race }: { readonly race: Race }) {
  const staleness = useLab((state) => stalenessOf(race, state));
  return (
    <p className={styles.labels}>
      {race.synthetic && <span className={controls.tag}>synthetic</span>}
      {race.split?.rule === 'beat' && <span className={controls.tag}>leaks patients</span>}
      {race.split?.rule === 'given' && <span className={controls.tag}>TRAIN → TEST, may leak patients</span>}
      {staleness === 'settings' && race.results.length > 0 && (
        <span className={controls.tag}>stale: the settings have changed since, press Train</span>
      )}
      {staleness === 'corrections' && race.results.length > 0 && (
        <span className={controls.tag}>stale: beats were corrected since, press Train</span>
      )}
    </p>
  );
}

/** Says whose results these are where other recordings are open by now: nobody shall take them for those. */
function FormerData({ race }: { readonly race: Race }) {
  const now = useLab((state) => (stalenessOf(race, state) === 'data' ? dataName(state, state.recordings) : null));
  if (now === null) return null;
  return (
    <p className={styles.warning} role="note">
      These are results of former data: <strong>{race.data.name}</strong>. Open now: <strong>{now}</strong>.{' '}
      {isRunning(race) ? 'When this race is over, press' : 'Press'} Train to judge the strategies on that.
    </p>
  );
}

interface ComparisonProps {
  readonly race: Race;
  readonly rows: readonly ResultRow[];
}

function Comparison({ race, rows, captionId }: ComparisonProps & { readonly captionId: string }) {
  const [sorting, setSorting] = useState<Sorting>({ column: 'macro-f1', descending: true });
  const [chosen, setChosen] = useState<string | null>(null);
  const [view, setView] = useState<View>('confusion');
  const selected = rows.find(({ strategy }) => strategy === chosen) ?? sortRows(rows, sorting)[0];
  const select = useCallback((strategy: string): void => {
    setChosen(strategy);
    setView('confusion');
  }, []);
  return (
    <>
      <FormerData race={race} />
      {race.split?.warnings.map((warning) => (
        <p key={warning} className={styles.warning} role="note">
          {warning}
        </p>
      ))}
      <ResultsTable
        rows={rows}
        captionId={captionId}
        sorting={sorting}
        onSort={setSorting}
        selected={selected?.strategy ?? null}
        onSelect={select}
      />
      <Verdict race={race} rows={rows} />
      {race.split && <SplitView split={race.split} />}
      {selected && <CloserLook race={race} rows={rows} selected={selected} view={view} onView={setView} />}
    </>
  );
}

function captionOf({ data, spec, epochs, backend, split }: Race): string {
  const recordings = split ? `${counted(split.recordings.test.length, 'test recording')} · ` : '';
  return `${data.name} · ${recordings}seed ${spec.seed} · ${counted(epochs, 'epoch')} · ${backendName(backend)}`;
}

function Verdict({ race, rows }: ComparisonProps) {
  const definitions = useLab((state) => state.definitions);
  const sentences = verdictOf({
    rows,
    nameOf: (strategy) => strategyName(strategy, definitions),
    isFusion,
    running: race.progress !== null,
    classes: race.results[0]?.classes ?? [],
    noun: race.split?.noun ?? 'example',
  });
  return (
    <p className={styles.verdict} aria-live="polite">
      {race.split?.rule === 'beat' && 'The same patients train and test, so none of this holds for a new patient. '}
      {sentences.join(' ')}
    </p>
  );
}
