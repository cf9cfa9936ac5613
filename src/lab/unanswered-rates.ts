/** Files that do not say their sampling rate, and wait for the person to say it. */

import type { GivenFile } from '../../workers/protocol';

export class UnansweredRates {
  /** By the path that the question names: the choice of files that it was found in. */
  private readonly choices = new Map<string, readonly GivenFile[]>();

  get paths(): readonly string[] {
    return [...this.choices.keys()];
  }

  ask(path: string, choice: readonly GivenFile[]): void {
    this.choices.set(path, choice);
  }

  /**
   * What is to be opened with one answer for `paths`: their files and those that may belong to them, which are all of the same folder
   * and kind (R peaks or labels lie in files of their own), and containers whole. The questions are answered then.
   */
  take(paths: readonly string[]): readonly GivenFile[] {
    const files = new Set<GivenFile>();
    for (const path of paths) {
      for (const file of this.choices.get(path) ?? []) if (mayBelong(file.path, path)) files.add(file);
      this.choices.delete(path);
    }
    return [...files];
  }
}

function mayBelong(path: string, asked: string): boolean {
  if (asked === path || asked.startsWith(`${path}/`)) return true;
  return folderOf(path) === folderOf(asked) && extensionOf(path) === extensionOf(asked);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
