import type { RecordingLabel } from '../../domain/recording';
import { SNOMED_NAMES } from './snomed-names';

/** Comments of CPSC 2021 and of the 2015 challenge that are a statement by themselves. */
const PLAIN_STATEMENTS = new Set(
  [
    ['non atrial fibrillation', 'paroxysmal atrial fibrillation', 'persistent atrial fibrillation'],
    ['asystole', 'bradycardia', 'tachycardia', 'ventricular_flutter_fib', 'ventricular_tachycardia'],
    ['true alarm', 'false alarm'],
  ].flat(),
);

/** What fields say where they say nothing. */
const NOTHING = new Set(['', 'n/a', 'no', 'none', '(none)', 'unknown']);

const SNOMED_FIELD = /^dx:(.*)/i;
/** PTB: why the patient came, and what else was found. */
const STATEMENT_FIELD = /^(?:reason for admission|additional diagnoses):(.*)/i;
/** `<diagnoses>:` and what follows, up to the next `<field>:`. LUDB writes one statement a line, from the next line on. */
const DIAGNOSES = /<diagnoses>:([^<]*)(<)?/i;

/** What a header's comments say of the whole record, without repetition. */
export function labelsOf(comments: readonly string[]): RecordingLabel[] {
  const labels = new Map<string, RecordingLabel>();
  const add = (scheme: 'snomed-ct' | 'statement', code: string, name: string): void => {
    labels.set(`${scheme} ${code}`, { scheme, code, name });
  };
  const addStatement = (text: string): void => {
    const statement = text
      .replace(/^rhythm:/i, '')
      .trim()
      .replace(/\.$/, '')
      .trim();
    if (!NOTHING.has(statement.toLowerCase())) add('statement', statement, statement);
  };
  let inDiagnoses = false;
  for (const comment of comments) {
    const codes = SNOMED_FIELD.exec(comment)?.[1]?.split(',') ?? [];
    for (const code of codes.map((each) => each.trim())) {
      if (!NOTHING.has(code.toLowerCase())) add('snomed-ct', code, SNOMED_NAMES[code] ?? code);
    }
    const [diagnoses, sameLine = '', nextField] = DIAGNOSES.exec(comment) ?? [];
    const field = STATEMENT_FIELD.exec(comment)?.[1];
    if (diagnoses !== undefined) {
      addStatement(sameLine);
      inDiagnoses = nextField === undefined && sameLine.trim() === '';
    } else if (comment.startsWith('<')) {
      inDiagnoses = false;
    } else if (inDiagnoses || PLAIN_STATEMENTS.has(comment.toLowerCase())) {
      addStatement(comment);
    } else if (field !== undefined) {
      addStatement(field);
    }
  }
  return [...labels.values()];
}
