/** `id`, or `id (2)`, `id (3)`, ... where it is taken. */
export function uniqueId(id: string, isTaken: (id: string) => boolean): string {
  let candidate = id;
  for (let number = 2; isTaken(candidate); number += 1) candidate = `${id} (${number})`;
  return candidate;
}
