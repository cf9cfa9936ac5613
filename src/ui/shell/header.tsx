import { LocalDatabases } from '../data/local-databases';
import { OpenFilesButton } from '../data/open-files';
import { DataChip, OfflineChip, ThemeToggle } from './chips';
import { EngineChip } from './engine-chip';
import classes from './shell.module.css';
import { TrainButton } from './train-button';

export function Header() {
  return (
    <header className={classes.header}>
      <h1>ECG Fusion Lab</h1>
      <DataChip />
      <div className={classes.open}>
        <OpenFilesButton />
        <LocalDatabases most={1} />
      </div>
      <div className={classes.spacer} />
      <EngineChip />
      <OfflineChip />
      <ThemeToggle />
      <TrainButton />
    </header>
  );
}
