/** XML from foreign hands as a tree. */

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { LabError } from '../domain/problem';
import { excerptOf } from './excerpt';
import { headOf } from './head-of';
import { requireSize } from './require-size';
import type { SourceFile } from './source-file';

export interface XmlElement {
  /** Without its namespace's prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
}

/** The text, and an object for every element of it, are held in memory while it is read. */
const MOST_BYTES = 2 ** 26;
const ATTRIBUTES = ':@';
const TEXT = '#text';

type ParsedNode = Record<string, ParsedNode[] | string | Record<string, string>>;

/** The first 4 kB as text, for telling one kind of document from another; empty where the file is no XML. */
export async function xmlHeadOf(file: SourceFile): Promise<string> {
  const text = decoded(await headOf(file), '');
  return text.trimStart().startsWith('<') ? text : '';
}

/**
 * The root element of a document. Entities other than the five of XML itself are never defined: a document that defines
 * some (which can blow up a few bytes to gigabytes) is refused unread. Throws `LabError`: `xml-invalid`, `xml-entities`.
 */
export async function readXml(file: SourceFile): Promise<XmlElement> {
  requireSize(file, MOST_BYTES, 'Export the recording in another format.');
  const text = decoded(await file.read(), file.path);
  if (definesEntities(text)) throw entities(file.path);
  requireShallow(text, file.path);
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw invalid(file.path, validity.err.msg, placeOf(validity.err));
  const roots = parse(text, file.path).filter((node) => !nameOf(node).startsWith('?'));
  const root = roots[0];
  if (!root) throw invalid(file.path, 'no element', 'line 1');
  return elementOf(root);
}

/** A document type stands before the root, at most once; the definitions that it may hold begin with a bracket. */
function definesEntities(text: string): boolean {
  if (/<!ENTITY/i.test(text)) return true;
  const type = text.search(/<!DOCTYPE/i);
  return type >= 0 && /^[^>[]*\[/.test(text.slice(type));
}

/** Elements inside each other: an ECG has about a dozen levels, and a tree is walked by a call for each. */
const DEEPEST = 100;

/** Throws `LabError` with the code `xml-invalid` where elements lie deeper in each other than in any ECG. */
function requireShallow(text: string, path: string): void {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1];
    if (next === '!' || next === '?') continue;
    if (next === '/') depth -= 1;
    else {
      const end = text.indexOf('>', at);
      if (end < 0) return;
      if (text[end - 1] !== '/') depth += 1;
      at = end;
    }
    if (depth > DEEPEST) throw invalid(path, `more than ${DEEPEST} elements inside each other`, '');
  }
}

/** The library knows the column of some errors only. */
function placeOf({ line, col }: { readonly line: number; readonly col?: number }): string {
  return col === undefined ? `line ${line}` : `line ${line}, column ${col}`;
}

function parse(text: string, path: string): ParsedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: true,
  });
  try {
    return parser.parse(text) as ParsedNode[];
  } catch (thrown) {
    throw invalid(path, thrown instanceof Error ? thrown.message : String(thrown), '');
  }
}

function nameOf(node: ParsedNode): string {
  return Object.keys(node).find((key) => key !== ATTRIBUTES) ?? '';
}

function elementOf(node: ParsedNode): XmlElement {
  const name = nameOf(node);
  const inside = node[name] as ParsedNode[];
  return {
    name,
    attributes: (node[ATTRIBUTES] ?? {}) as Record<string, string>,
    children: inside.filter((child) => nameOf(child) !== TEXT).map(elementOf),
    text: inside
      .filter((child) => nameOf(child) === TEXT)
      .map((child) => String(child[TEXT]))
      .join(' '),
  };
}

/** The first element that the names lead to, one level each. */
export function childOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => at?.children.find((child) => child.name === name), element);
}

/** All elements below of that name, in the order of the document. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)]);
}

/** UTF-8 unless a byte order mark or the declaration says otherwise. */
function decoded(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declaration = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const encoding = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    if (path === '') return '';
    throw invalid(path, `the encoding ${excerptOf(encoding)}, which nobody knows`, 'line 1');
  }
}

function invalid(path: string, found: string, at: string): LabError {
  return new LabError({
    code: 'xml-invalid',
    file: path,
    field: 'the document',
    expected: 'well-formed XML',
    found: excerptOf(found).slice(1, -1),
    at,
    fix: 'Export the recording again; the file was probably cut off or edited by hand.',
  });
}

function entities(path: string): LabError {
  return new LabError({
    code: 'xml-entities',
    file: path,
    field: 'document type',
    expected: 'no definitions of entities',
    found: 'some, which can make gigabytes of a few bytes',
    at: '',
    fix: 'Remove the definitions from the file, if you trust it.',
  });
}
