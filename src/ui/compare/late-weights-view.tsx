import { type CSSProperties, useMemo } from 'react';
import type { StrategyResult } from '../../domain/training';
import type { WeightCurveInput } from '../../plots/weight-curve';
import { Figure } from '../figure/figure';
import { shareText } from '../figure/number-text';
import { representationName, strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { modalityColour } from '../theme/meaning';
import styles from './compare-panel.module.css';
import { useWeightDrag, type WeightDrag } from './use-weight-drag';

/** Sliders for the weights of late fusion, and how good each weight would have been. */
export function LateWeightsView({ result }: { readonly result: StrategyResult }) {
  const definitions = useLab((state) => state.definitions);
  const drag = useWeightDrag(result);
  const label = result.members[drag.member]?.label ?? '';
  const input = useMemo(
    (): WeightCurveInput => ({
      member: representationName(label, definitions).toLowerCase(),
      representation: label,
      curve: drag.curve,
      fitted: drag.fitted,
      dragged: drag.dragged ? drag.now : null,
    }),
    [label, definitions, drag.curve, drag.fitted, drag.dragged, drag.now],
  );
  return (
    <section className={styles.block} aria-label={`Weights of ${strategyName(result.strategy, definitions)} fusion`}>
      <div className={styles.explain}>
        <p>
          The members are trained already, so a new weight costs nothing: table and curve follow at once. The fitted
          weights are the best on the validation part.
        </p>
        {result.members.map((member, index) => (
          <WeightSlider
            key={member.label}
            name={representationName(member.label, definitions)}
            colour={modalityColour(member.label)}
            weight={drag.weights[index] as number}
            fitted={result.weights[index] as number}
            onDrag={(weight) => drag.drag(index, weight)}
          />
        ))}
        <button type="button" className={controls.button} disabled={!drag.dragged} onClick={drag.reset}>
          Back to the fitted weights
        </button>
        {drag.dragged && (
          <p className={styles.warning} role="note">
            Weights chosen with the test curve in sight: {testAccuracy(drag)} is no fair result, and takes no part in
            the verdict.
          </p>
        )}
      </div>
      <Figure plot="weight-curve" input={input} height={320} />
    </section>
  );
}

const testAccuracy = ({ now }: WeightDrag): string => `${shareText(now.test)} on the test part`;

interface WeightSliderProps {
  readonly name: string;
  readonly colour: string;
  readonly weight: number;
  readonly fitted: number;
  readonly onDrag: (weight: number) => void;
}

function WeightSlider({ name, colour, weight, fitted, onDrag }: WeightSliderProps) {
  return (
    <label
      className={styles.slider}
      style={{ '--stream': colour, '--weight': weight, '--fitted': fitted } as CSSProperties}
    >
      <span className={styles.sliderName}>{name}</span>
      <span className={styles.track}>
        <input
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={weight}
          aria-label={`Weight of ${name}`}
          aria-valuetext={`${shareText(weight, 0)}, fitted ${shareText(fitted, 0)}`}
          onChange={(event) => onDrag(event.currentTarget.valueAsNumber)}
        />
      </span>
      <strong>{shareText(weight, 0)}</strong>
      <span className={styles.soft}>◇ fitted {shareText(fitted, 0)}</span>
    </label>
  );
}
