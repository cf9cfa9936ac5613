import type { Problem } from '../../domain/problem';
import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { counted } from '../wording/numbers';
import { problemSentence } from '../wording/problem-sentence';
import classes from './shell.module.css';

interface ProblemsProps {
  /** A problem that happened before the lab could know of it, such as a drop that the browser refused. */
  readonly ofThePage: Problem | null;
  readonly onDismissOfThePage: () => void;
}

/** Every problem in one sentence, newest first, until it is dismissed. */
export function Problems({ ofThePage, onDismissOfThePage }: ProblemsProps) {
  const ofTheLab = useLab((state) => state.problems);
  const { dismissProblem } = useActions();
  const problems = ofThePage ? [...ofTheLab, ofThePage] : ofTheLab;
  const dismiss = (problem: Problem): void => {
    if (problem === ofThePage) onDismissOfThePage();
    else dismissProblem(problem);
  };
  return (
    // The region exists before there is anything in it: only then is what is added to it read out.
    <div role="alert" className={problems.length > 0 ? classes.problems : undefined}>
      {problems.length > 0 && (
        <>
          {problems.length > 1 && (
            <div className={classes.problemsHead}>
              <strong>{counted(problems.length, 'problem')}</strong>
              <button
                type="button"
                className={`${controls.button} ${controls.small}`}
                onClick={() => problems.forEach(dismiss)}
              >
                Dismiss all
              </button>
            </div>
          )}
          <ul className={classes.problemList}>
            {problems.toReversed().map((problem) => (
              <ProblemItem key={keyOf(problem)} problem={problem} onDismiss={dismiss} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const keys = new WeakMap<Problem, number>();
let lastKey = 0;

/** Two files may have the same problem, so its words do not tell it from another. */
function keyOf(problem: Problem): number {
  const key = keys.get(problem) ?? ++lastKey;
  keys.set(problem, key);
  return key;
}

interface ProblemItemProps {
  readonly problem: Problem;
  readonly onDismiss: (problem: Problem) => void;
}

function ProblemItem({ problem, onDismiss }: ProblemItemProps) {
  return (
    <li className={classes.problem}>
      <p>{problemSentence(problem)}</p>
      <button
        type="button"
        className={`${controls.button} ${controls.small}`}
        aria-label={`Dismiss: ${problem.message}`}
        onClick={() => onDismiss(problem)}
      >
        Dismiss
      </button>
    </li>
  );
}
