import { fusionRegistry } from '../../fusion/registry';
import type { Race } from '../../lab/state';
import { ClassView } from './class-view';
import { ConfusionView } from './confusion-view';
import { EarlyPlateauView } from './early-plateau-view';
import { LateWeightsView } from './late-weights-view';
import type { ResultRow } from './result-rows';
import { type Tab, Tabs } from './tabs';

/** `confusion`, `classes`, or a strategy that has something of its own to show. */
export type View = string;

interface CloserLookProps {
  readonly race: Race;
  readonly rows: readonly ResultRow[];
  readonly selected: ResultRow;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Below the table, so that the rows stay in sight while a weight is dragged. */
export function CloserLook({ race, rows, selected, view, onView }: CloserLookProps) {
  const tabs: Tab<View>[] = [
    { id: 'confusion', label: 'Confusion matrix', content: <ConfusionView row={selected} /> },
    { id: 'classes', label: 'Each class', content: <ClassView rows={rows} /> },
    ...rows.flatMap(({ result }) => tabsOf(race, result)),
  ];
  return <Tabs label="A closer look" tabs={tabs} current={view} onChange={onView} />;
}

function tabsOf(race: Race, result: ResultRow['result']): Tab<View>[] {
  const { strategy, members, gradientShares } = result;
  if (members.length > 1) {
    const label = `Drag ${fusionRegistry.label(strategy).toLowerCase()} weights`;
    return [{ id: strategy, label, content: <LateWeightsView result={result} /> }];
  }
  if (strategy !== 'early' || !gradientShares) return [];
  const content = <EarlyPlateauView race={race} result={result} shares={gradientShares} />;
  return [{ id: strategy, label: 'Why early plateaus', content }];
}
