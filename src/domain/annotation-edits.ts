/** Corrections of annotations by hand, as a list that can be taken back one by one. Pure: nothing here changes in place. */

import type { Annotation } from './recording';

/** One correction. Relabelling or moving takes one away and puts another in its place. */
export interface AnnotationEdit {
  /** Must be among the annotations, equal in every field; null where one is only added. */
  readonly removed: Annotation | null;
  /** null where one is only taken away. */
  readonly added: Annotation | null;
}

export interface EditHistory {
  /** Oldest first. */
  readonly done: readonly AnnotationEdit[];
  /** What was taken back, the latest to be taken back last. */
  readonly undone: readonly AnnotationEdit[];
}

export const NO_EDITS: EditHistory = { done: [], undone: [] };

export function inverseOf({ removed, added }: AnnotationEdit): AnnotationEdit {
  return { removed: added, added: removed };
}

/** `annotations` (in time order) after the edit; null where what it takes away is not among them. */
export function edited(annotations: readonly Annotation[], { removed, added }: AnnotationEdit): Annotation[] | null {
  const result = [...annotations];
  if (removed) {
    const at = placeOf(result, removed);
    if (at < 0) return null;
    result.splice(at, 1);
  }
  if (added) result.splice(firstAfter(result, added.sample), 0, added);
  return result;
}

/** `annotations` after every edit, in their order; null where one of them does not fit. */
export function editedByAll(
  annotations: readonly Annotation[],
  edits: readonly AnnotationEdit[],
): readonly Annotation[] | null {
  let present: readonly Annotation[] | null = annotations;
  for (const edit of edits) present = present && edited(present, edit);
  return present;
}

/** After a new edit there is nothing left to redo. */
export function withEdit({ done }: EditHistory, edit: AnnotationEdit): EditHistory {
  return { done: [...done, edit], undone: [] };
}

/** The history with its last edit taken back, and the edit that does that; null where there is none. */
export function undo({ done, undone }: EditHistory): { history: EditHistory; edit: AnnotationEdit } | null {
  const last = done.at(-1);
  if (!last) return null;
  return { history: { done: done.slice(0, -1), undone: [...undone, last] }, edit: inverseOf(last) };
}

/** The history with what was last taken back done again, and the edit that does that; null where there is none. */
export function redo({ done, undone }: EditHistory): { history: EditHistory; edit: AnnotationEdit } | null {
  const last = undone.at(-1);
  if (!last) return null;
  return { history: { done: [...done, last], undone: undone.slice(0, -1) }, edit: last };
}

/** The first place whose annotation is later than `sample`. */
function firstAfter(annotations: readonly Annotation[], sample: number): number {
  let low = 0;
  let high = annotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((annotations[middle] as Annotation).sample <= sample) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeOf(annotations: readonly Annotation[], wanted: Annotation): number {
  for (let at = firstAfter(annotations, wanted.sample) - 1; at >= 0; at--) {
    const each = annotations[at] as Annotation;
    if (each.sample !== wanted.sample) return -1;
    if (isSame(each, wanted)) return at;
  }
  return -1;
}

function isSame(one: Annotation, other: Annotation): boolean {
  return (
    one.symbol === other.symbol &&
    one.subtype === other.subtype &&
    one.channel === other.channel &&
    one.number === other.number &&
    one.text === other.text
  );
}
