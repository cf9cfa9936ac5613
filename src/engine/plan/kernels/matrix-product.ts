import { type Kernel, type KernelParts, kernel, WORKGROUP } from './kernel';

/** Each invocation keeps a tile of 4 x 4 sums: 8 reads for 16 multiply-adds. */
const TILE = 4;

export interface ProductShape {
  readonly name: string;
  readonly about: string;
  /** Rows and columns of the result. */
  readonly m: number;
  readonly n: number;
  /** WGSL for the length of the sum. */
  readonly k: string;
  /** The sum is cut into so many pieces, each by workgroups of its own. */
  readonly splits: number;
  /** Tiles of a workgroup along rows and columns, powers of two of at most 64 together; what invocations remain share the sum. */
  readonly tiles: readonly [number, number];
  readonly sizes: KernelParts['sizes'];
  readonly buffers: KernelParts['buffers'];
  /**
   * WGSL:
   * `struct Row`, `fn row_of(m: u32) -> Row` (worked out once for each row of the tile),
   * `struct Term`, `fn first_term(k: u32) -> Term`, `fn next_term(term: Term, lanes: u32) -> Term`, which lies `lanes` further,
   * `fn left(term: Term, row: Row) -> f32`, `fn right(term: Term, n: u32) -> f32`,
   * `fn store(split: u32, m: u32, n: u32, sum: f32)`.
   */
  readonly code: string;
}

const TILE_ROWS = [0, 1, 2, 3] as const;
const each = (line: (index: number) => string): string => TILE_ROWS.map(line).join('\n');

/**
 * `result[m, n] = sum over k of left[m, k] right[k, n]`, where left and right are functions: forward and backward passes of
 * dense layers and the filter gradient of a convolution are all this. The sum is shared by the invocations of a workgroup
 * (added up in workgroup memory, in a fixed order) and by `splits` workgroups (whose parts the caller adds up).
 *
 * Cost: 2 m n k FLOPs, a read for each 4 of them; an invocation for each tile of 16, times those that share its sum.
 */
export function matrixProduct({ name, about, m, n, k, splits, tiles, sizes, buffers, code }: ProductShape): Kernel {
  const [rows, columns] = tiles;
  return kernel({
    name,
    about,
    sizes: { m, n, splits, tile_rows: rows, tile_columns: columns, lanes: WORKGROUP / (rows * columns), ...sizes },
    buffers,
    code: `${code}
${productCode(k)}`,
    workgroups: [Math.ceil(m / (TILE * rows)), Math.ceil(n / (TILE * columns)), splits],
  });
}

/** Workgroup memory is one row of each tile at a time: software adapters clear it word by word, in code that they compile. */
function productCode(k: string): string {
  return `
var<workgroup> partial: array<vec4<f32>, ${WORKGROUP}>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) invocation: u32) {
  let lanes = sizes.lanes;
  let tiles = sizes.tile_rows * sizes.tile_columns;
  let tile = invocation % tiles;
  let share = invocation / tiles;
  let first_row = (group.x * sizes.tile_rows + tile / sizes.tile_columns) * ${TILE}u;
  let first_column = (group.y * sizes.tile_columns + tile % sizes.tile_columns) * ${TILE}u;
  let terms = ${k};
  let piece = (terms + sizes.splits - 1u) / sizes.splits;
  let begin = group.z * piece;
  let end = min(begin + piece, terms);
${each((i) => `  let row${i} = row_of(min(first_row + ${i}u, sizes.m - 1u));`)}
${each((i) => `  let column${i} = min(first_column + ${i}u, sizes.n - 1u);`)}
${each((i) => `  var sum${i} = vec4<f32>();`)}
  var term = first_term(begin + share);
  for (var index = begin + share; index < end; index += lanes) {
    let across = vec4<f32>(${TILE_ROWS.map((i) => `right(term, column${i})`).join(', ')});
${each((i) => `    sum${i} += left(term, row${i}) * across;`)}
    term = next_term(term, lanes);
  }
${each(
  (i) => `  workgroupBarrier();
  partial[invocation] = sum${i};
  workgroupBarrier();
  if (share == ${i}u % lanes && first_row + ${i}u < sizes.m) {
    var sum = partial[tile];
    for (var lane = 1u; lane < lanes; lane++) { sum += partial[lane * tiles + tile]; }
    let total = sum;
    for (var j = 0u; j < ${TILE}u && first_column + j < sizes.n; j++) {
      store(group.z, first_row + ${i}u, first_column + j, total[j]);
    }
  }`,
)}
}
`;
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
