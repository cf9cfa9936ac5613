import { folderOf, type SourceFile, withoutExtension } from '../source-file';

/** The files that were given, to be found by what a table calls them: paths or their ends, with or without extension. */
export class GivenStems {
  /** By every end of a path without extension (`data/1` and `1` of `data/1.hea`): the whole paths without extension. */
  private readonly byEnd = new Map<string, Set<string>>();
  readonly count: number;

  constructor(files: readonly SourceFile[]) {
    const stems = new Set(files.map(({ path }) => stemOf(path)));
    this.count = stems.size;
    for (const stem of stems) {
      for (let end = stem; ; end = end.slice(end.indexOf('/') + 1)) {
        this.byEnd.set(end, (this.byEnd.get(end) ?? new Set()).add(stem));
        if (!end.includes('/')) break;
      }
    }
  }

  /** The stems that `cell` of the table at `tablePath` names; of several those beside or below the table, if any are. */
  named(cell: string, tablePath: string): readonly string[] {
    const name = cell
      .toLowerCase()
      .replaceAll('\\', '/')
      .replace(/^\.?\/+/, '');
    const found = [...(this.byEnd.get(name) ?? this.byEnd.get(withoutExtension(name)) ?? [])];
    const near = found.filter((stem) => stem.startsWith(folderOf(tablePath).toLowerCase()));
    return near.length > 0 ? near : found;
  }
}

export function stemOf(path: string): string {
  return withoutExtension(path).toLowerCase();
}
