import { run, tool } from './project.mjs';

/** What is checked without running the lab: a heading, and the tool with its arguments. */
export const TYPES = { heading: 'Types', command: [tool('tsc'), '--noEmit'] };
export const LINT = { heading: 'Lint', command: [tool('biome'), 'check', '.'] };
export const IMPORT_RULES = {
  heading: 'Import rules',
  command: [tool('depcruise'), '--config', '.dependency-cruiser.cjs', 'src', 'workers', 'tests'],
};
export const DEAD_CODE = { heading: 'Dead code', command: [tool('knip')] };

/** Runs a stage's tool; resolves with its exit code, its output where `stdio` pipes it, and how long it took. */
export async function runStage({ command: [name, ...args], env }, stdio) {
  const start = performance.now();
  const result = await run(name, args, { stdio, env: { ...process.env, ...env } });
  return { ...result, seconds: (performance.now() - start) / 1000 };
}

/** `Types   3.2 s`, in columns. */
export function timingLine(heading, seconds) {
  return `${heading.padEnd(34)}${seconds.toFixed(1).padStart(6)} s`;
}
