/** Values of a parsed JSON document, each checked where it is taken out, with its path for the sentence. */

import { LabError } from '../../domain/problem';
import { excerptOf } from '../excerpt';

export interface Field {
  /** `leads[0].gain`. */
  readonly path: string;
  readonly value: unknown;
}

export class Document {
  constructor(private readonly file: string) {}

  /** A member of an object. Only the object's own: a name such as `__proto__` is a name like any other. */
  member({ path, value }: Field, name: string): Field {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.refusal({ path, value }, 'an object');
    const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return { path: path === '' ? name : `${path}.${name}`, value: own };
  }

  items({ path, value }: Field): readonly Field[] {
    if (!Array.isArray(value)) throw this.refusal({ path, value }, 'a list');
    return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, value: item }));
  }

  text(field: Field, byDefault?: string): string {
    if (typeof field.value === 'string') return field.value;
    if (field.value === undefined && byDefault !== undefined) return byDefault;
    throw this.refusal(field, 'a text');
  }

  number(field: Field, isFit: (value: number) => boolean, expected: string, byDefault?: number): number {
    const { value } = field;
    if (typeof value === 'number' && Number.isFinite(value) && isFit(value)) return value;
    if (value === undefined && byDefault !== undefined) return byDefault;
    throw this.refusal(field, expected);
  }

  oneOf<Choice extends string>(field: Field, choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === field.value);
    if (found !== undefined) return found;
    throw this.refusal(field, choices.join(' or '));
  }

  refusal({ path, value }: Field, expected: string): LabError {
    return new LabError({
      code: 'json-invalid',
      file: this.file,
      field: path || 'the document',
      expected,
      found: value === undefined ? 'nothing' : excerptOf(JSON.stringify(value).slice(0, 80)),
      at: '',
      fix: 'Correct it as the schema of the lab says (src/formats/json/recording.schema.json).',
    });
  }
}
