import { useMemo, useState } from 'react';
import type { Race } from '../../lab/state';
import type { CurveMetric, CurvePart, LearningCurvesInput } from '../../plots/learning-curves';
import { Figure } from '../figure/figure';
import { plottedStrategy } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { changeText } from './race-sentences';
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

/** What the curves show: which number, on which part. */
export interface CurveChoice {
  readonly metric: CurveMetric;
  readonly shown: Shown;
}

export function useCurveChoice() {
  return useState<CurveChoice>({ metric: 'accuracy', shown: 'validation' });
}

interface CurveTogglesProps {
  readonly choice: CurveChoice;
  readonly onChoose: (choice: CurveChoice) => void;
}

export function CurveToggles({ choice, onChoose }: CurveTogglesProps) {
  return (
    <div className={styles.toggles}>
      <Segmented
        legend="What the curves show"
        options={METRICS}
        value={choice.metric}
        onChange={(metric) => onChoose({ ...choice, metric })}
      />
      <Segmented
        legend="On which part"
        options={SHOWN}
        value={choice.shown}
        onChange={(shown) => onChoose({ ...choice, shown })}
      />
    </div>
  );
}

/** Curves of all strategies in one figure, growing by a point an epoch. */
export function RaceCurves({ race, choice }: { readonly race: Race; readonly choice: CurveChoice }) {
  const definitions = useLab((state) => state.definitions);
  const { planned, curves, epochs, changes } = race;
  const { metric, shown } = choice;
  const input = useMemo(
    (): LearningCurvesInput => ({
      metric,
      parts: shown === 'both' ? ['validation', 'train'] : [shown],
      epochs,
      changes: changes.map((change) => ({ epoch: change.epoch - 1 + change.epochFraction, label: changeText(change) })),
      strategies: planned.flatMap(({ strategy }) => {
        const grown = curves[strategy];
        return grown ? [{ ...plottedStrategy(strategy, definitions), curves: grown }] : [];
      }),
    }),
    [metric, shown, epochs, changes, planned, curves, definitions],
  );
  return <Figure plot="learning-curves" input={input} height="var(--curves-height)" captioned={false} />;
}
