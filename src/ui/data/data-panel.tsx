import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import classes from './data.module.css';
import { LocalDatabases } from './local-databases';
import { OpenFilesButton, OpenFolderButton } from './open-files';
import { ReadingProgressBar } from './reading-progress';
import { RecordingsTable } from './recordings-table';
import { SamplingRateQuestions } from './sampling-rate-questions';
import { SignalFold } from './signal-fold';
import { SplitChoice } from './split-choice';
import { SplitSuggestions } from './split-suggestions';
import { TaskChoice } from './task-choice';

/** What waits for an answer is always shown; the table and the split only where the room is unfolded. */
export function DataPanel({ open = true }: { readonly open?: boolean }) {
  return (
    <section className={classes.panel} aria-label="Data">
      <ReadingProgressBar />
      <SamplingRateQuestions />
      <SplitSuggestions />
      {open && <DataDetails />}
    </section>
  );
}

function DataDetails() {
  const builtin = useLab((state) => state.source === 'builtin');
  const { openBuiltinCohort } = useActions();
  return (
    <div className={`${controls.card} ${classes.details}`}>
      <div className={classes.recordings}>
        <header className={classes.head}>
          <h2>Recordings</h2>
          <OpenFilesButton />
          <OpenFolderButton />
          <LocalDatabases />
          <button type="button" className={controls.button} disabled={builtin} onClick={openBuiltinCohort}>
            Use built-in cohort
          </button>
          <p className={controls.soft}>Or drop files anywhere. They stay on this machine.</p>
        </header>
        <RecordingsTable />
        <SignalFold />
      </div>
      <div className={classes.choices}>
        <TaskChoice />
        <SplitChoice />
      </div>
    </div>
  );
}
