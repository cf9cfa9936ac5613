import { baseName, extensionOf, type SourceFile } from './source-file';

/** What an operating system leaves in folders and archives; it is never shown to anybody. */
export function isSystemJunk(path: string): boolean {
  const parts = path.split('/');
  const base = parts[parts.length - 1] ?? '';
  return parts.includes('__MACOSX') || base === '.DS_Store' || base === 'Thumbs.db' || base.startsWith('._');
}

const COMPANION_NAMES = /^(readme|license|licence|source|changelog|records.*|annotators|sha256sums|md5sums|index)$/i;
const COMPANION_EXTENSIONS = new Set(
  'txt md html htm pdf css js json xml py m r sh gif png jpg jpeg svg xws doc docx xlsx'.split(' '),
);

/** Whether a file is one of those that data sets carry beside their records: nothing to report when no format reads it. */
export function isCompanion({ path }: SourceFile): boolean {
  return COMPANION_EXTENSIONS.has(extensionOf(path)) || COMPANION_NAMES.test(baseName(path).replace(/\.[^.]*$/, ''));
}
