import { type CSSProperties, useId } from 'react';
import type { ParameterDescriptor, RepresentationDefinition } from '../../domain/representation';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { measured } from '../wording/numbers';
import classes from './representations.module.css';

/** One control for each parameter that the definition describes, with the line that says what it is for. */
export function ParameterControls({ definition }: { readonly definition: RepresentationDefinition }) {
  const values = useLab((state) => state.spec.representations[definition.id]);
  const windowSeconds = useLab(({ spec: { task } }) => (task && task.kind !== 'beat' ? task.windowSeconds : 0));
  const { setParameter } = useActions();
  return (
    <div className={classes.parameters}>
      {definition.parameters.map((descriptor) => (
        <ParameterControl
          key={descriptor.key}
          descriptor={forTask(descriptor, windowSeconds)}
          value={values?.[descriptor.key] ?? descriptor.initial}
          onChange={(value) => setParameter(definition.id, descriptor.key, value)}
        />
      ))}
    </div>
  );
}

/** Examples that are longer than a beat may be seen whole, and have a middle instead of an R peak. */
function forTask(descriptor: ParameterDescriptor, windowSeconds: number): ParameterDescriptor {
  if (descriptor.kind !== 'number' || windowSeconds === 0) return descriptor;
  if (descriptor.key === 'windowSeconds') {
    const why =
      'How much of each example is seen, around its middle. A shorter stretch has fewer numbers and less of the rhythm.';
    return { ...descriptor, why, maximum: Math.max(descriptor.maximum, windowSeconds) };
  }
  if (descriptor.key !== 'beforePercent') return descriptor;
  return {
    ...descriptor,
    label: 'Before the middle',
    why: 'The share of what is seen that lies before the middle of the example.',
  };
}

interface ParameterControlProps {
  readonly descriptor: ParameterDescriptor;
  readonly value: number | string;
  readonly onChange: (value: number | string) => void;
}

function ParameterControl({ descriptor, value, onChange }: ParameterControlProps) {
  const id = useId();
  return (
    <div className={classes.parameter}>
      <div className={classes.parameterHead}>
        <label htmlFor={id}>{descriptor.label}</label>
        {descriptor.kind === 'number' && (
          <output htmlFor={id}>
            {measured(Number(value))} {descriptor.unit}
          </output>
        )}
      </div>
      {descriptor.kind === 'number' ? (
        <input
          id={id}
          type="range"
          className={classes.slider}
          style={{ '--filled': filled(descriptor, Number(value)) } as CSSProperties}
          min={descriptor.minimum}
          max={descriptor.maximum}
          step={descriptor.step}
          value={Number(value)}
          aria-describedby={`${id}-why`}
          aria-valuetext={`${measured(Number(value))} ${descriptor.unit}`}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        />
      ) : (
        <select
          id={id}
          className={controls.select}
          value={String(value)}
          aria-describedby={`${id}-why`}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {descriptor.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      <p id={`${id}-why`} className={classes.why}>
        {descriptor.why}
      </p>
    </div>
  );
}

/** How far along its track a slider's thumb is. */
function filled({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }, value: number): string {
  return `${(100 * (value - minimum)) / (maximum - minimum)}%`;
}
