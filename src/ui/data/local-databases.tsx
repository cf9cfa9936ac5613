import { useActions, useLab } from '../lab-context';
import controls from '../theme/controls.module.css';

interface LocalDatabasesProps {
  /** Where there is room for a few only. */
  readonly most?: number;
}

/** One click for each database that was downloaded to this machine. */
export function LocalDatabases({ most = Number.POSITIVE_INFINITY }: LocalDatabasesProps) {
  const databases = useLab((state) => state.localDatabases);
  const { openLocalDatabase } = useActions();
  return databases.slice(0, most).map(({ id, label }) => (
    <button
      key={id}
      type="button"
      className={controls.button}
      title={`${label}, downloaded to this machine with npm run data`}
      onClick={() => openLocalDatabase(id)}
    >
      Open {id}
    </button>
  ));
}
