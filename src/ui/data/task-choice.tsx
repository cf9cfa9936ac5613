import { useId } from 'react';
import { isSameQuestion, type TaskOption } from '../../datasets/tasks/propose-task';
import { taskOf } from '../../domain/experiment';
import { classLabel, WINDOW_SECONDS } from '../../domain/task';
import { PlacedClassMark } from '../drawing/class-mark';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { NumberField } from '../train/number-field';
import type { NumberSetting } from '../train/settings';
import classes from './data.module.css';

/** What is asked of the models: the questions that the open recordings can answer, the proposed one first. */
export function TaskChoice() {
  const options = useLab((state) => state.taskOptions);
  const isBeats = useLab((state) => taskOf(state.spec).kind === 'beat');
  if (options.length < 2 && isBeats) return null;
  return (
    <fieldset className={classes.split}>
      <legend>
        <h2>Question</h2>
      </legend>
      {options.map((option, place) => (
        <Option key={JSON.stringify(option.task)} option={option} proposed={place === 0} />
      ))}
      <Examples />
    </fieldset>
  );
}

function Option({
  option: { task, label, why },
  proposed,
}: {
  readonly option: TaskOption;
  readonly proposed: boolean;
}) {
  const id = useId();
  const chosen = useLab((state) => isSameQuestion(taskOf(state.spec), task));
  const { chooseTask } = useActions();
  return (
    <div className={classes.option}>
      <input
        id={id}
        type="radio"
        name="task"
        checked={chosen}
        aria-describedby={`${id}-why`}
        onChange={() => chooseTask(task)}
      />
      <label htmlFor={id}>
        {label} {proposed && <span className={controls.tag}>proposed</span>}
      </label>
      <p id={`${id}-why`}>{why}</p>
    </div>
  );
}

const WINDOW_SETTING: NumberSetting = {
  key: 'windowSeconds',
  label: 'Window',
  unit: 's',
  why: 'How much signal one example is. A longer one shows more of the rhythm; there are fewer of them.',
  minimum: WINDOW_SECONDS.minimum,
  maximum: WINDOW_SECONDS.maximum,
  step: 1,
  whole: false,
};

/** The length of the windows, and what became of the recordings under the chosen task. */
function Examples() {
  const task = useLab((state) => taskOf(state.spec));
  const plan = useLab((state) => state.plan);
  const { chooseTask } = useActions();
  if (task.kind === 'beat') return null;
  return (
    <>
      {task.kind !== 'excerpt' && (
        <NumberField
          setting={WINDOW_SETTING}
          value={task.windowSeconds}
          disabled={false}
          onlyWhenEntered
          onChange={(windowSeconds) => chooseTask({ ...task, windowSeconds })}
        />
      )}
      <ul className={classes.classList} aria-label="Classes">
        {plan.classes.map((each, place) => (
          <li key={each.id} title={each.name}>
            <PlacedClassMark place={place} /> {classLabel(each)}
          </li>
        ))}
      </ul>
      {plan.notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </>
  );
}
