import { type Kernel, type KernelParts, kernel, WORKGROUP } from './kernel';

/** An invocation keeps a tile of 4 x 4 sums, with 8 reads for 16 multiply-adds; or of 8 x 8, with 16 reads for 64. */
type Tile = 4 | 8;

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
  /** 8 where rows, columns and splits are so many that fewer invocations fill a GPU, too. */
  readonly tile: Tile;
  /** Invocations of a workgroup share each sum: for long sums and small results, in tiles of 4. */
  readonly sharesSums: boolean;
  readonly sizes: KernelParts['sizes'];
  readonly buffers: KernelParts['buffers'];
  /**
   * WGSL:
   * `struct Row`, `fn row_of(sizes: Sizes, m: u32) -> Row` (worked out once for each row of the tile),
   * `struct Term`, `fn first_term(sizes: Sizes, k: u32) -> Term`, `fn next_term(sizes: Sizes, term: Term, lanes: u32) -> Term`, which lies `lanes` further,
   * `fn left(sizes: Sizes, term: Term, row: Row) -> f32`, `fn right(sizes: Sizes, term: Term, n: u32) -> f32`,
   * `fn store(split: u32, m: u32, n: u32, sum: f32)`.
   */
  readonly code: string;
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const each = (length: number, line: (index: number) => string): string => range(length).map(line).join('\n');

/**
 * `result[m, n] = sum over k of left[m, k] right[k, n]`, where left and right are functions: forward and backward passes of
 * dense layers and the filter gradient of a convolution are all this. Every sum has a fixed order.
 *
 * Cost: 2 m n k FLOPs, a read for each 4 of them, or 8 in large tiles; an invocation for each tile and split, or 8 to 64 where they
 * share sums.
 */
export function matrixProduct(shape: ProductShape): Kernel {
  const { name, about, m, n, k, splits, tile, sharesSums, sizes, buffers, code } = shape;
  const [rows, columns] = tilesOf(shape);
  return kernel({
    name,
    about,
    sizes: { m, n, splits, tile_rows: rows, tile_columns: columns, lanes: WORKGROUP / (rows * columns), ...sizes },
    buffers,
    code: `${code}
${productCode(k, tile, sharesSums)}`,
    workgroups: [Math.ceil(m / (tile * rows)), Math.ceil(n / (tile * columns)), splits],
  });
}

/** Tiles of a workgroup along rows and columns, powers of two. */
function tilesOf({ m, n, tile, sharesSums }: ProductShape): [number, number] {
  const most = sharesSums ? SHARED_TILES : WORKGROUP;
  const columns = Math.min(powerOfTwo(Math.ceil(n / tile)), sharesSums ? SHARED_TILES : 16);
  const rows = Math.min(sharesSums ? powerOfTwo(Math.ceil(m / tile)) : WORKGROUP, most / columns);
  return [rows, columns];
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}

function productCode(k: string, tile: Tile, sharesSums: boolean): string {
  return `${sharesSums ? `var<workgroup> partial: array<vec4<f32>, ${SHARED_TILES * 4}>;` : ''}
fn store_row(split: u32, m: u32, first_column: u32, sums: vec4<f32>) {
  if (m >= sizes.m) { return; }
  for (var j = 0u; j < 4u && first_column + j < sizes.n; j++) { store(split, m, first_column + j, sums[j]); }
}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) invocation: u32) {
  // Read once: the functions in the loop are given them.
  let sizes = sizes;
  let lanes = ${sharesSums ? 'sizes.lanes' : '1u'};
  let tiles = sizes.tile_rows * sizes.tile_columns;
  let tile = invocation % tiles;
  let share = invocation / tiles;
  let first_row = (group.x * sizes.tile_rows + tile / sizes.tile_columns) * ${tile}u;
  let first_column = (group.y * sizes.tile_columns + tile % sizes.tile_columns) * ${tile}u;
  let terms = ${k};
  let piece = (terms + sizes.splits - 1u) / sizes.splits;
  let begin = group.z * piece + share;
  let end = min(group.z * piece + piece, terms);
${each(tile, (i) => `  let row${i} = row_of(sizes, min(first_row + ${i}u, sizes.m - 1u));`)}
${each(tile, (i) => `  let column${i} = min(first_column + ${i}u, sizes.n - 1u);`)}
${each(tile, (i) => each(tile / 4, (g) => `  var sum${i}_${g} = vec4<f32>();`))}
  var term = first_term(sizes, begin);
  for (var index = begin; index < end; index += lanes) {
${each(tile / 4, (g) => `    let across${g} = vec4<f32>(${range(4).map((i) => `right(sizes, term, column${4 * g + i})`)});`)}
${each(tile, (i) => `    let down${i} = left(sizes, term, row${i});`)}
${each(tile, (i) => each(tile / 4, (g) => `    sum${i}_${g} += down${i} * across${g};`))}
    term = next_term(sizes, term, lanes);
  }
${sharesSums ? STORE_SHARED : storeOwn(tile)}
}
`;
}

function storeOwn(tile: Tile): string {
  return each(tile, (i) =>
    each(tile / 4, (g) => `  store_row(group.z, first_row + ${i}u, first_column + ${4 * g}u, sum${i}_${g});`),
  );
}

/** One after another they add their tile to the workgroup's; then each row of each tile is stored by one of them. */
const STORE_SHARED = `  for (var round = 0u; round < lanes; round++) {
    if (share == round) {
${each(4, (i) => `      partial[tile * 4u + ${i}u] += sum${i}_0;`)}
    }
    workgroupBarrier();
  }
  if (invocation < tiles * 4u) {
    let stored = invocation / 4u;
    let row = (group.x * sizes.tile_rows + stored / sizes.tile_columns) * 4u + invocation % 4u;
    let column = (group.y * sizes.tile_columns + stored % sizes.tile_columns) * 4u;
    store_row(group.z, row, column, partial[invocation]);
  }`;
