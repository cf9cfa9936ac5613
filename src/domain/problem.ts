/** How the lab says that something is wrong: one sentence with the place, what was expected and found, and the mend. */

export interface Problem {
  /** Stable, kebab-case: `wfdb-dat-truncated`. */
  readonly code: string;
  /** The whole sentence, ready to show. */
  readonly message: string;
  /** The file's name or path as the person gave it; empty where no file is concerned. */
  readonly file: string;
  /** What part of it: `signal 0 (MLII)`, `column 3`, `split`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  /** Where: `byte 512`, `line 2`, `annotation 17`. Empty where there is no finer place than the file. */
  readonly at: string;
  /** What the person can do. */
  readonly fix: string;
}

/** An error that a person can act on. Anything else that is thrown is a defect of the lab. */
export class LabError extends Error {
  readonly problem: Problem;

  constructor(parts: Omit<Problem, 'message'>) {
    const message = sentenceOf(parts);
    super(message);
    this.name = 'LabError';
    this.problem = { ...parts, message };
  }
}

/** The problem behind anything thrown; an error that is not a `LabError` is reported as a defect of the lab. */
export function problemOf(thrown: unknown, file = ''): Problem {
  if (thrown instanceof LabError) return thrown.problem;
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  return new LabError({
    code: 'lab-defect',
    file,
    field: 'the lab itself',
    expected: 'no failure here',
    found,
    at: '',
    fix: 'Please report this with the file that caused it.',
  }).problem;
}

/** `thrown`, with `file` named as the place where it is a `LabError` that names none. */
export function withFile(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof LabError) || thrown.problem.file !== '') return thrown;
  return new LabError({ ...thrown.problem, file });
}

function sentenceOf({ file, field, expected, found, at, fix }: Omit<Problem, 'message'>): string {
  const place = [file, at].filter(Boolean).join(', ');
  const subject = place ? `${place}: ${field}` : field;
  return `${subject}: expected ${expected}, found ${found}. ${fix}`;
}
