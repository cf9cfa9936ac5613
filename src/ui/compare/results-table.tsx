import { memo } from 'react';
import { NO_NUMBER_REASON, numberText } from '../figure/number-text';
import { strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import { ScrollRegion } from '../scroll-region';
import styles from './compare-panel.module.css';
import { bestOf, RESULT_COLUMNS, type ResultColumn, type ResultRow, type Sorting, sortRows } from './result-rows';

interface ResultsTableProps {
  readonly rows: readonly ResultRow[];
  /** Id of the element that says what the numbers are of. */
  readonly captionId: string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly selected: string | null;
  readonly onSelect: (strategy: string) => void;
}

/** One row a strategy, sorted by any column; the name opens the strategy's confusion matrix. */
export function ResultsTable({ rows, captionId, sorting, onSort, selected, onSelect }: ResultsTableProps) {
  const best = RESULT_COLUMNS.map((column) => bestOf(rows, column));
  return (
    <ScrollRegion className={styles.scroll} name={{ label: 'Results table' }}>
      <table className={styles.results} aria-describedby={captionId}>
        <thead>
          <tr>
            <Heading id="strategy" label="strategy" unit="" why="In the order of the race." {...{ sorting, onSort }} />
            {RESULT_COLUMNS.map((column) => (
              <Heading key={column.id} {...column} {...{ sorting, onSort }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, sorting).map((row) => (
            <Row
              key={row.strategy}
              row={row}
              bold={boldOf(row, best)}
              selected={row.strategy === selected}
              onSelect={onSelect}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Ids of the columns in which the row is the best, as text, so that a row whose text stays is not drawn again. */
function boldOf(row: ResultRow, best: readonly number[]): string {
  if (row.dragged) return '';
  return RESULT_COLUMNS.filter((column, at) => column.read(row) === best[at])
    .map(({ id }) => id)
    .join(' ');
}

interface RowProps {
  readonly row: ResultRow;
  readonly bold: string;
  readonly selected: boolean;
  readonly onSelect: (strategy: string) => void;
}

const Row = memo(function Row({ row, bold, selected, onSelect }: RowProps) {
  const columns = bold.split(' ');
  return (
    <tr data-selected={selected || undefined} onClick={() => onSelect(row.strategy)}>
      <NameCell row={row} selected={selected} onSelect={onSelect} />
      {RESULT_COLUMNS.map((column) => (
        <NumberCell key={column.id} row={row} column={column} bold={columns.includes(column.id)} />
      ))}
    </tr>
  );
});

interface HeadingProps {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly why: string;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
}

function Heading({ id, label, unit, why, sorting, onSort }: HeadingProps) {
  const active = sorting.column === id;
  const direction = sorting.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={active ? direction : 'none'}>
      <button
        type="button"
        title={why}
        onClick={() => onSort({ column: id, descending: active ? !sorting.descending : id !== 'strategy' })}
      >
        <span className={label.includes(' ') ? undefined : styles.unbroken}>{label}</span>
        {unit && (unit === '%' ? `,\u00a0${unit}` : `, ${unit}`)}
        <span aria-hidden="true">{active ? (sorting.descending ? '\u00a0↓' : '\u00a0↑') : ''}</span>
      </button>
    </th>
  );
}

function NameCell({ row, selected, onSelect }: Omit<RowProps, 'bold'>) {
  const definitions = useLab((state) => state.definitions);
  return (
    <th scope="row">
      <button type="button" aria-pressed={selected} onClick={() => onSelect(row.strategy)}>
        {strategyName(row.strategy, definitions)}
      </button>
      {row.weights.length > 1 && (
        <span className={styles.weights} title={row.result.members.map(({ label }) => label).join(' / ')}>
          {row.weights.map((weight) => weight.toFixed(2)).join(' / ')}
          {row.dragged && <span className={styles.mark}> dragged</span>}
        </span>
      )}
    </th>
  );
}

interface NumberCellProps {
  readonly row: ResultRow;
  readonly column: ResultColumn;
  readonly bold: boolean;
}

function NumberCell({ row, column, bold }: NumberCellProps) {
  const value = column.read(row);
  const text = numberText(value, column.digits);
  return (
    <td title={Number.isFinite(value) ? undefined : NO_NUMBER_REASON}>
      {column.id === 'accuracy' && Number.isFinite(value) && (
        <span className={styles.accuracyBar} aria-hidden="true">
          <span className={styles.accuracyFill} style={{ width: `${value}%` }} />
        </span>
      )}
      {bold ? <strong>{text}</strong> : text}
    </td>
  );
}
