import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from './ensure-kernels.mjs';
import { CACHE, ROOT } from './project.mjs';

/** All that goes into dist. */
const SOURCES = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const FINGERPRINT = join(CACHE, 'built-from.txt');

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** A digest of every source's path and content: times say nothing after a checkout, or of an edit during a build. */
function fingerprint() {
  const digest = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesUnder(join(ROOT, source)))) {
    if (/\.test\.tsx?$/.test(path)) continue;
    digest.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return digest.digest('hex');
}

function builtFrom() {
  return existsSync(join(ROOT, 'dist', 'index.html')) && existsSync(FINGERPRINT)
    ? readFileSync(FINGERPRINT, 'utf8')
    : undefined;
}

/** Builds dist. Throws where the build fails, and leaves no fingerprint then. */
export async function build() {
  await ensureKernels();
  const sources = fingerprint();
  rmSync(FINGERPRINT, { force: true });
  const vite = await import('vite');
  await vite.build({ root: ROOT, logLevel: 'warn' });
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(FINGERPRINT, sources);
}

/** Builds dist where it is missing or was built from other sources than today's. */
export async function ensureBuilt() {
  await ensureKernels();
  if (builtFrom() === fingerprint()) return;
  console.error('Building the lab ...');
  await build();
}
