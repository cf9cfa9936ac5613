import type { PlotColumn, PlotTable } from '../../plots/plot';
import { ScrollRegion } from '../scroll-region';
import styles from './figure.module.css';
import { NO_NUMBER_REASON, numberText } from './number-text';

/** The numbers of a figure as a table; it scrolls by itself where it is wider than its place. */
export function PlotTableView({ table, labelledBy }: { readonly table: PlotTable; readonly labelledBy: string }) {
  return (
    <ScrollRegion className={styles.scroll} name={{ labelledBy }}>
      <table className={styles.table} aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity and never move.
              <th key={at} scope="col" className={column.digits === null ? styles.text : styles.number}>
                {headingOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity and never move.
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <Cell key={column} cell={cell} digits={table.columns[column]?.digits ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function headingOf({ label, unit }: PlotColumn): string {
  return unit ? `${label}, ${unit}` : label;
}

function Cell({ cell, digits }: { readonly cell: string | number; readonly digits: number | null }) {
  if (typeof cell === 'string') return <td className={styles.text}>{cell}</td>;
  return (
    <td className={styles.number} title={Number.isFinite(cell) ? undefined : NO_NUMBER_REASON}>
      {numberText(cell, digits ?? 0)}
    </td>
  );
}
