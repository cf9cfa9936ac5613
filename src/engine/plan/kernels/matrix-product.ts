import { type Kernel, type KernelParts, kernel, WORKGROUP } from './kernel';

/** Each invocation keeps a tile of 4 x 4 sums: 8 reads for 16 multiply-adds. */
const TILE = 4;

/** Tiles of a workgroup whose invocations share sums: the rest of its 64 invocations are 8 or more for each sum. */
const SHARED_TILES = 8;

export interface ProductShape {
  readonly name: string;
  readonly about: string;
  /** Rows and columns of the result. */
  readonly m: number;
  readonly n: number;
  /** WGSL for the length of the sum. */
  readonly k: string;
  /** The sum is cut into so many pieces, each by workgroups of its own; a later kernel adds them up. */
  readonly splits: number;
  /** Invocations of a workgroup share each sum: for long sums and small results. */
  readonly sharesSums: boolean;
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
 * dense layers and the filter gradient of a convolution are all this. Every sum has a fixed order.
 *
 * Cost: 2 m n k FLOPs, a read for each 4 of them; an invocation for each tile of 16 results and split, or 8 to 64 where they
 * share sums.
 */
export function matrixProduct(shape: ProductShape): Kernel {
  const { name, about, m, n, k, splits, sharesSums, sizes, buffers, code } = shape;
  const [rows, columns] = tilesOf(shape);
  return kernel({
    name,
    about,
    sizes: { m, n, splits, tile_rows: rows, tile_columns: columns, lanes: WORKGROUP / (rows * columns), ...sizes },
    buffers,
    code: `${code}
${productCode(k, sharesSums)}`,
    workgroups: [Math.ceil(m / (TILE * rows)), Math.ceil(n / (TILE * columns)), splits],
  });
}

/** Tiles of a workgroup along rows and columns, powers of two. */
function tilesOf({ m, n, sharesSums }: ProductShape): [number, number] {
  const most = sharesSums ? SHARED_TILES : WORKGROUP;
  const columns = Math.min(powerOfTwo(Math.ceil(n / TILE)), sharesSums ? SHARED_TILES : 16);
  const rows = Math.min(sharesSums ? powerOfTwo(Math.ceil(m / TILE)) : WORKGROUP, most / columns);
  return [rows, columns];
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}

function productCode(k: string, sharesSums: boolean): string {
  return `${sharesSums ? `var<workgroup> partial: array<vec4<f32>, ${SHARED_TILES * TILE}>;` : ''}
fn store_row(split: u32, m: u32, first_column: u32, sums: vec4<f32>) {
  if (m >= sizes.m) { return; }
  for (var j = 0u; j < ${TILE}u && first_column + j < sizes.n; j++) { store(split, m, first_column + j, sums[j]); }
}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) invocation: u32) {
  let lanes = ${sharesSums ? 'sizes.lanes' : '1u'};
  let tiles = sizes.tile_rows * sizes.tile_columns;
  let tile = invocation % tiles;
  let share = invocation / tiles;
  let first_row = (group.x * sizes.tile_rows + tile / sizes.tile_columns) * ${TILE}u;
  let first_column = (group.y * sizes.tile_columns + tile % sizes.tile_columns) * ${TILE}u;
  let terms = ${k};
  let piece = (terms + sizes.splits - 1u) / sizes.splits;
  let begin = group.z * piece + share;
  let end = min(group.z * piece + piece, terms);
${each((i) => `  let row${i} = row_of(min(first_row + ${i}u, sizes.m - 1u));`)}
${each((i) => `  let column${i} = min(first_column + ${i}u, sizes.n - 1u);`)}
${each((i) => `  var sum${i} = vec4<f32>();`)}
  var term = first_term(begin);
  for (var index = begin; index < end; index += lanes) {
    let across = vec4<f32>(${TILE_ROWS.map((i) => `right(term, column${i})`).join(', ')});
${each((i) => `    sum${i} += left(term, row${i}) * across;`)}
    term = next_term(term, lanes);
  }
${sharesSums ? STORE_SHARED : each((i) => `  store_row(group.z, first_row + ${i}u, first_column, sum${i});`)}
}
`;
}

/** One after another they add their tile to the workgroup's; then each row of each tile is stored by one of them. */
const STORE_SHARED = `  for (var round = 0u; round < lanes; round++) {
    if (share == round) {
${each((i) => `      partial[tile * ${TILE}u + ${i}u] += sum${i};`)}
    }
    workgroupBarrier();
  }
  if (invocation < tiles * ${TILE}u) {
    let stored = invocation / ${TILE}u;
    let row = (group.x * sizes.tile_rows + stored / sizes.tile_columns) * ${TILE}u + invocation % ${TILE}u;
    let column = (group.y * sizes.tile_columns + stored % sizes.tile_columns) * ${TILE}u;
    store_row(group.z, row, column, partial[invocation]);
  }`;
