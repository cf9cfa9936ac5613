/**
 * Positions moved apart until neighbours are at least `gap` apart, keeping their order, each as near to where it wants
 * to be as its group allows, and all within `[low, high]` as far as they fit. For labels at the ends of lines.
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] as number) - (wanted[b] as number));
  const groups: Group[] = [];
  for (const index of order) {
    groups.push(place({ members: [index], centre: wanted[index] as number }, gap, low, high));
    mergeLast(groups, gap, low, high);
  }
  const placed = new Array<number>(wanted.length);
  for (const { members, centre } of groups) {
    members.forEach((index, at) => {
      placed[index] = centre + (at - (members.length - 1) / 2) * gap;
    });
  }
  return placed;
}

/** Labels that touch: they are laid out `gap` apart around their common centre. */
interface Group {
  readonly members: readonly number[];
  readonly centre: number;
}

function mergeLast(groups: Group[], gap: number, low: number, high: number): void {
  while (groups.length > 1) {
    const last = groups[groups.length - 1] as Group;
    const before = groups[groups.length - 2] as Group;
    if (last.centre - halfOf(last, gap) - (before.centre + halfOf(before, gap)) >= gap) return;
    const count = before.members.length + last.members.length;
    const centre = (before.centre * before.members.length + last.centre * last.members.length) / count;
    groups.splice(-2, 2, place({ members: [...before.members, ...last.members], centre }, gap, low, high));
  }
}

function place(group: Group, gap: number, low: number, high: number): Group {
  const half = halfOf(group, gap);
  const centre = Math.max(low + half, Math.min(high - half, group.centre));
  return { ...group, centre };
}

function halfOf({ members }: Group, gap: number): number {
  return ((members.length - 1) * gap) / 2;
}
