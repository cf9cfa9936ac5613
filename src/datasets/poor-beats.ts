/** Beats of poor quality train nothing. Validation and test keep theirs: nobody chooses the beats that a model will meet. */

import type { BeatBlock, Part } from '../domain/dataset';
import type { TaskPlan } from '../domain/task';

/** Part of an example by its block and row; null where it is left out. */
export type PartAt = (block: number, row: number) => Part | null;

/** `partAt` without the training beats whose quality is below `leastQuality`, and a sentence that counts them. */
export function withoutPoorBeats(
  blocks: readonly BeatBlock[],
  partAt: PartAt,
  { classes }: Pick<TaskPlan, 'classes'>,
  leastQuality: number,
): { readonly partAt: PartAt; readonly notes: readonly string[] } {
  if (blocks.every(({ quality }) => quality === undefined)) return { partAt, notes: [] };
  const isPoor = (block: number, row: number): boolean =>
    (blocks[block]?.quality?.[row] ?? Number.NaN) < leastQuality && partAt(block, row) === 'train';
  const counts = classes.map(() => 0);
  let training = 0;
  blocks.forEach(({ labels }, block) => {
    labels.forEach((label, row) => {
      if (partAt(block, row) === 'train') training += 1;
      if (isPoor(block, row)) counts[label] = (counts[label] as number) + 1;
    });
  });
  const poor = counts.reduce((sum, count) => sum + count, 0);
  const byClass = classes.flatMap(({ id }, label) => (counts[label] ? [`${id} ${grouped(counts[label])}`] : []));
  return {
    partAt: (block, row) => (isPoor(block, row) ? null : partAt(block, row)),
    notes: [
      `${grouped(poor)} of ${grouped(training)} training beats have a quality below ${leastQuality} and train nothing` +
        `${poor > 0 ? ` (${byClass.join(', ')})` : ''}; validation and test keep theirs.`,
    ],
  };
}

const grouped = (count: number): string => count.toLocaleString('en');
