import { useMemo, useState } from 'react';
import type { Race } from '../../lab/state';
import type { CurveMetric, CurvePart, LearningCurvesInput } from '../../plots/learning-curves';
import { Figure } from '../figure/figure';
import { plottedStrategy } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { Segmented } from './segmented';
import styles from './train-panel.module.css';

type Shown = CurvePart | 'both';

const METRICS = [
  { value: 'accuracy', label: 'Accuracy' },
  { value: 'loss', label: 'Loss' },
] as const;
const SHOWN = [
  { value: 'validation', label: 'Validation' },
  { value: 'train', label: 'Training' },
  { value: 'both', label: 'Both' },
] as const;

/** Curves of all strategies in one figure, growing by a point an epoch. */
export function RaceCurves({ race }: { readonly race: Race }) {
  const definitions = useLab((state) => state.definitions);
  const [metric, setMetric] = useState<CurveMetric>('accuracy');
  const [shown, setShown] = useState<Shown>('validation');
  const { planned, curves, epochs } = race;
  const input = useMemo(
    (): LearningCurvesInput => ({
      metric,
      parts: shown === 'both' ? ['validation', 'train'] : [shown],
      epochs,
      strategies: planned.flatMap(({ strategy }) => {
        const grown = curves[strategy];
        return grown ? [{ ...plottedStrategy(strategy, definitions), curves: grown }] : [];
      }),
    }),
    [metric, shown, epochs, planned, curves, definitions],
  );
  return (
    <div className={styles.curves}>
      <div className={styles.toggles}>
        <Segmented legend="What the curves show" options={METRICS} value={metric} onChange={setMetric} />
        <Segmented legend="On which part" options={SHOWN} value={shown} onChange={setShown} />
      </div>
      <Figure plot="learning-curves" input={input} heightPx={300} />
    </div>
  );
}
