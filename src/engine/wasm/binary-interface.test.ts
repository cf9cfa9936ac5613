import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BROKEN_WORD,
  CALL_WORDS,
  FRACTIONS,
  KERNELS,
  type KernelName,
  PIECES,
  POST_WORDS,
  STEP_WORDS,
  UNDIVIDED,
} from './binary-interface';

const ROOM = new URL('./kernels/', import.meta.url);
const SOURCE = readdirSync(ROOM)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, ROOM), 'utf8'))
  .join('\n');

/** `[name, type]` of each field of a class of the kernels' sources, those that it inherits first. */
function fieldsOf(name: string): [string, string][] {
  const [, parent, body] = SOURCE.match(new RegExp(`class ${name}(?: extends (\\w+))? \\{([\\s\\S]*?)\\n\\}`)) ?? [];
  if (body === undefined) throw new Error(`The kernels have no class ${name}.`);
  const own = [...body.matchAll(/^ {2}(\w+): (\w+);/gm)].map(([, field, type]) => [field, type] as [string, string]);
  return [...(parent ? fieldsOf(parent) : []), ...own];
}

/** The class of which a kernel reads its shape. */
function shapeOf(kernel: KernelName): string {
  const source = SOURCE.slice(SOURCE.indexOf(`export function ${kernel}(at: usize`));
  const [, name] = source.match(/changetype<(\w+)>\(at\)/) ?? [];
  return name as string;
}

describe('binary interface', () => {
  it('has the fields of every shape in the order and of the type that the kernels read', () => {
    for (const [kernel, fields] of Object.entries(KERNELS)) {
      const read = fieldsOf(shapeOf(kernel as KernelName));
      expect(
        read.map(([field]) => field),
        kernel,
      ).toEqual(fields);
      for (const [field, type] of read) expect(type === 'f32', `${kernel}.${field}`).toBe(FRACTIONS.has(field));
    }
  });

  it('numbers the kernels as they are called, each with its piece unless it does all at once', () => {
    const cases = [...SOURCE.matchAll(/case (\d+): return (\w+)\((shape(?:, piece)?)\)/g)];
    expect(cases.map(([, number]) => Number(number))).toEqual(Object.keys(KERNELS).map((_, index) => index));
    expect(cases.map(([, , kernel]) => kernel)).toEqual(Object.keys(KERNELS));
    for (const [, , kernel, given] of cases)
      expect(given === 'shape', kernel).toBe(UNDIVIDED.has(kernel as KernelName));
  });

  it('knows the sizes of what it writes', () => {
    expect(SOURCE).toContain(`PIECES: i32 = ${PIECES};`);
    expect(fieldsOf('Step').length).toBe(STEP_WORDS);
    expect(fieldsOf('Post').length).toBe(POST_WORDS);
    expect(fieldsOf('Post')[BROKEN_WORD]?.[0]).toBe('broken');
    expect(fieldsOf('Call').length).toBe(CALL_WORDS);
  });
});
