/** Which representations take part: as a branch of the fusions, and as a baseline of their own. */

/** `ids` with `id` in or out, in the order of `all`; what `all` does not name (the fusions) keeps its place at the end. */
export function withMember(ids: readonly string[], id: string, wanted: boolean, all: readonly string[]): string[] {
  const known = all.filter((each) => (each === id ? wanted : ids.includes(each)));
  return [...known, ...ids.filter((each) => !all.includes(each))];
}
