import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CACHE, fail, ROOT } from './project.mjs';

const ROOM = join(ROOT, 'src', 'engine', 'wasm');
const SOURCES = join(ROOM, 'kernels');
const FINGERPRINT = join(CACHE, 'kernels-from.txt');
const COMPILER = join(ROOT, 'node_modules', 'assemblyscript');

const OPTIONS = [
  '--enable',
  'simd',
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--memoryBase',
  '1024',
];

/** A memory is shared or not, and a binary says which it takes. 65536 pages are the 4 GB that 32-bit addresses reach. */
const BINARIES = {
  'single.wasm': [],
  'threads.wasm': ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
};

function fingerprint() {
  const digest = createHash('sha256').update(JSON.stringify([OPTIONS, BINARIES]));
  for (const name of readdirSync(SOURCES).sort()) digest.update(name).update(readFileSync(join(SOURCES, name)));
  return digest.update(readFileSync(join(COMPILER, 'package.json'))).digest('hex');
}

async function compile(name) {
  // 90 MB of compiler: read only where there is something to compile.
  const { default: compiler } = await import('assemblyscript/asc');
  const [source, binary] = [join(SOURCES, 'index.ts'), join(ROOM, name)].map((path) => relative(ROOT, path));
  const { error, stderr } = await compiler.main([
    source,
    '--outFile',
    binary,
    '--baseDir',
    ROOT,
    ...OPTIONS,
    ...BINARIES[name],
  ]);
  if (error) fail(`The WebAssembly kernels do not compile:\n${stderr}`);
}

/** Compiles the kernels of src/engine/wasm where their binaries are missing or were made from other sources than today's. */
export async function ensureKernels() {
  const wanted = fingerprint();
  const areThere = Object.keys(BINARIES).every((name) => existsSync(join(ROOM, name)));
  if (areThere && existsSync(FINGERPRINT) && readFileSync(FINGERPRINT, 'utf8') === wanted) return;
  rmSync(FINGERPRINT, { force: true });
  for (const name of Object.keys(BINARIES)) await compile(name);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(FINGERPRINT, wanted);
}
