import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CACHE, fail, ROOT } from './project.mjs';

const COMPILER = join(ROOT, 'node_modules', 'assemblyscript');

const OPTIONS = ['--enable', 'simd', '-O3', '--noAssert', '--runtime', 'stub', '--memoryBase', '1024'];

/**
 * The rooms that have kernels, and what is compiled of them. A memory is shared or not, and a binary says which it takes.
 * 65536 pages are the 4 GB that 32-bit addresses reach.
 */
const ROOMS = [
  {
    folder: 'src/engine/wasm',
    binaries: {
      'single.wasm': ['--importMemory'],
      'threads.wasm': ['--importMemory', '--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
    },
  },
  { folder: 'src/signals/wasm', binaries: { 'lanes.wasm': [] } },
];

/** Of the options, the sources and the compiler. */
function fingerprintOf({ folder, binaries }) {
  const sources = join(ROOT, folder, 'kernels');
  const digest = createHash('sha256').update(JSON.stringify([OPTIONS, binaries]));
  for (const name of readdirSync(sources).sort()) digest.update(name).update(readFileSync(join(sources, name)));
  return digest.update(readFileSync(join(COMPILER, 'package.json'))).digest('hex');
}

async function compile(folder, name, options) {
  // 90 MB of compiler: read only where there is something to compile.
  const { default: compiler } = await import('assemblyscript/asc');
  const { error, stderr } = await compiler.main([
    `${folder}/kernels/index.ts`,
    '--outFile',
    `${folder}/${name}`,
    '--baseDir',
    ROOT,
    ...OPTIONS,
    ...options,
  ]);
  if (error) fail(`The WebAssembly kernels of ${folder} do not compile:\n${stderr}`);
}

/** Compiles the kernels of every room where their binaries are missing or were made from other sources than today's. */
export async function ensureKernels() {
  for (const room of ROOMS) await ensureRoom(room);
}

async function ensureRoom({ folder, binaries }) {
  const wanted = fingerprintOf({ folder, binaries });
  const record = join(CACHE, `kernels-from-${basename(dirname(folder))}.txt`);
  const areThere = Object.keys(binaries).every((name) => existsSync(join(ROOT, folder, name)));
  if (areThere && existsSync(record) && readFileSync(record, 'utf8') === wanted) return;
  rmSync(record, { force: true });
  for (const [name, options] of Object.entries(binaries)) await compile(folder, name, options);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(record, wanted);
}
