/**
 * Imported first by every command: on an older Node the tools fail with errors that name neither the cause nor the cure.
 * Only syntax and built-ins that old versions know too, or this sentence would never be printed.
 */
const WANTED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) {
  console.error(
    `The lab needs Node ${WANTED.join('.')} or newer, and this is Node ${process.versions.node}: install a newer one from nodejs.org.`,
  );
  process.exit(1);
}
