import './require-node.mjs';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureInstalled } from './ensure-installed.mjs';
import { fail, ROOT } from './project.mjs';

const DIST = join(ROOT, 'dist');

/** What a first visit may fetch before it sees the lab, gzip bytes. */
const FIRST_PAINT_BYTES = 250_000;

await ensureInstalled();
const { parseSync } = await import('vite');

/** Files that the page names: its scripts, the chunks to preload, its style sheets. */
function namedByPage(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith('<script') || /rel="(?:modulepreload|stylesheet)"/.test(tag))
    .flatMap((tag) => tag.match(/(?:src|href)="([^"]+)"/)?.[1] ?? []);
}

/** Modules that a chunk imports or exports from statically: fetched before its first line runs. */
function namedByScript(path, code) {
  const { module } = parseSync(path, code);
  const imported = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((each) => each.moduleRequest?.value ?? []),
  );
  return [...imported, ...exported];
}

function namedByStyle(css) {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)/g)].flatMap(([, url]) => (/^(data:|#)/.test(url) ? [] : url));
}

function named(path) {
  const text = () => readFileSync(path, 'utf8');
  switch (extname(path)) {
    case '.html':
      return namedByPage(text());
    case '.js':
      return namedByScript(path, text());
    case '.css':
      return namedByStyle(text());
    default:
      return [];
  }
}

/** `entry` and all that it names, directly or through others. */
function closure(entry) {
  const found = new Set([entry]);
  for (const path of found) {
    for (const url of named(path)) {
      const target = resolve(dirname(path), url);
      if (!existsSync(target)) fail(`${relative(DIST, path)} names ${url}, and the build has no such file.`);
      found.add(target);
    }
  }
  return [...found];
}

function sized(path) {
  return { path: relative(DIST, path), gzip: gzipSync(readFileSync(path)).length };
}

function print(title, files) {
  const total = files.reduce((sum, { gzip }) => sum + gzip, 0);
  console.log(`\n${title}`);
  for (const { path, gzip } of files.toSorted((a, b) => b.gzip - a.gzip)) console.log(`${kB(gzip)}  ${path}`);
  console.log(`${kB(total)}  in all`);
  return total;
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(9)} kB`;
}

const page = join(DIST, 'index.html');
if (!existsSync(page)) fail('There is no dist/index.html to weigh: run npm run build first.');

const first = closure(page);
const later = readdirSync(DIST, { recursive: true })
  .map((name) => join(DIST, name))
  .filter((path) => ['.js', '.css', '.wasm'].includes(extname(path)) && !first.includes(path));

const total = print('First paint (gzip)', first.map(sized));
print('Fetched when needed, and kept for offline use (gzip)', later.map(sized));
if (total > FIRST_PAINT_BYTES) {
  fail(`\nFirst paint takes ${kB(total).trim()}, over the budget of ${kB(FIRST_PAINT_BYTES).trim()} (gzip).`);
}
console.log(`\nFirst paint is within its budget: ${kB(total).trim()} of ${kB(FIRST_PAINT_BYTES).trim()} (gzip).`);
