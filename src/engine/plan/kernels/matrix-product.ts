import { type Kernel, STEP, WORKGROUP } from './kernel';

/** Each invocation keeps a tile of 4 x 4 sums: 8 reads for 16 multiply-adds. */
const TILE = 4;

export interface ProductShape {
  readonly label: string;
  /** Rows and columns of the result. */
  readonly m: number;
  readonly n: number;
  /** WGSL for the length of the sum. */
  readonly k: string;
  /** The sum is cut into so many pieces, each by workgroups of its own. */
  readonly splits: number;
  /** Tiles of a workgroup along rows and columns, powers of two of at most 64 together; what invocations remain share the sum. */
  readonly tiles: readonly [number, number];
  /**
   * WGSL: the bindings and
   * `struct Row`, `fn row_of(m: u32) -> Row` (worked out once for each row of the tile),
   * `struct Term`, `fn term_of(k: u32) -> Term` (once for each term of the sum),
   * `fn left(term: Term, row: Row) -> f32`, `fn right(term: Term, n: u32) -> f32`,
   * `fn store(split: u32, m: u32, n: u32, sum: f32)`.
   */
  readonly declarations: string;
  readonly access: Kernel['access'];
}

/**
 * `result[m, n] = sum over k of left[m, k] right[k, n]`, where left and right are functions: forward and backward passes of
 * dense layers and the filter gradient of a convolution are all this. The sum is shared by the invocations of a workgroup
 * (added up in workgroup memory, in a fixed order) and by `splits` workgroups (whose parts the caller adds up).
 */
export function matrixProduct({ label, m, n, k, splits, tiles, declarations, access }: ProductShape): Kernel {
  const [rows, columns] = tiles;
  const tileCount = rows * columns;
  const lanes = WORKGROUP / tileCount;
  const outputs = tileCount * TILE * TILE;
  const code = `${STEP}
${declarations}
${lanes > 1 ? `var<workgroup> partial: array<f32, ${lanes * outputs}>;` : ''}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) invocation: u32) {
  let tile = invocation % ${tileCount}u;
  let share = invocation / ${tileCount}u;
  let first_row = (group.x * ${rows}u + tile / ${columns}u) * ${TILE}u;
  let first_column = (group.y * ${columns}u + tile % ${columns}u) * ${TILE}u;
  let terms = ${k};
  let piece = (terms + ${splits - 1}u) / ${splits}u;
  let begin = group.z * piece;
  let end = min(begin + piece, terms);
${each((i) => `  let row${i} = row_of(min(first_row + ${i}u, ${m - 1}u));\n  let column${i} = min(first_column + ${i}u, ${n - 1}u);`)}
${each((i) => `  var sum${i} = vec4<f32>();`)}
  for (var index = begin + share; index < end; index += ${lanes}u) {
    let term = term_of(index);
    let across = vec4<f32>(${[0, 1, 2, 3].map((i) => `right(term, column${i})`).join(', ')});
${each((i) => `    sum${i} += left(term, row${i}) * across;`)}
  }
${lanes > 1 ? shared(lanes, outputs, tileCount, columns, rows, m, n) : direct(m, n)}
}
`;
  return {
    label,
    code,
    access,
    workgroups: [Math.ceil(m / (TILE * rows)), Math.ceil(n / (TILE * columns)), splits],
  };
}

function each(line: (index: number) => string): string {
  return [0, 1, 2, 3].map(line).join('\n');
}

function direct(m: number, n: number): string {
  return each((i) =>
    [0, 1, 2, 3]
      .map(
        (j) =>
          `  if (first_row + ${i}u < ${m}u && first_column + ${j}u < ${n}u) { store(group.z, first_row + ${i}u, first_column + ${j}u, sum${i}[${j}]); }`,
      )
      .join('\n'),
  );
}

function shared(
  lanes: number,
  outputs: number,
  tileCount: number,
  columns: number,
  rows: number,
  m: number,
  n: number,
): string {
  return `  let mine = share * ${outputs}u + tile * ${TILE * TILE}u;
${each((i) => [0, 1, 2, 3].map((j) => `  partial[mine + ${i * TILE + j}u] = sum${i}[${j}];`).join('\n'))}
  workgroupBarrier();
  for (var output = invocation; output < ${outputs}u; output += ${WORKGROUP}u) {
    var sum = 0.0f;
    for (var lane = 0u; lane < ${lanes}u; lane++) { sum += partial[lane * ${outputs}u + output]; }
    let of_tile = output / ${TILE * TILE}u;
    let place = output % ${TILE * TILE}u;
    let m = (group.x * ${rows}u + of_tile / ${columns}u) * ${TILE}u + place / ${TILE}u;
    let n = (group.y * ${columns}u + of_tile % ${columns}u) * ${TILE}u + place % ${TILE}u;
    if (m < ${m}u && n < ${n}u && of_tile < ${tileCount}u) { store(group.z, m, n, sum); }
  }`;
}

/** Tiles of a workgroup that cover as much of an `m` x `n` result as 64 invocations can, powers of two. */
export function widestTiles(m: number, n: number): [number, number] {
  const columns = Math.min(powerOfTwo(Math.ceil(n / TILE)), 16);
  const rows = Math.min(powerOfTwo(Math.ceil(m / TILE)), WORKGROUP / columns);
  return [rows, columns];
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
