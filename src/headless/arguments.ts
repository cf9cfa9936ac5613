import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LabError } from '../domain/problem';

/** As `parseArgs`, but an unknown or incomplete option is a sentence for a person. */
export function readArguments<Config extends ParseArgsConfig>(args: readonly string[], config: Config) {
  try {
    return parseArgs<Config & { args: string[] }>({ ...config, args: [...args] });
  } catch (thrown) {
    throw misused(
      'command line',
      'options that the command has',
      thrown instanceof Error ? thrown.message : String(thrown),
    );
  }
}

export function misused(option: string, expected: string, found: string): LabError {
  return new LabError({
    code: 'command-line',
    file: '',
    field: option,
    expected,
    found,
    at: '',
    fix: 'See "lab --help".',
  });
}
