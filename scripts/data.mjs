import './require-node.mjs';
import { join } from 'node:path';
// The whole module: naming `parseArgs` here would fail on a Node without it before require-node can say so.
import util from 'node:util';
import { DATABASES } from './data/databases.mjs';
import { downloadDatabase } from './data/download-database.mjs';
import { fail, LOCAL_DATA } from './project.mjs';

const HELP = `npm run data -- NAME [options]

Downloads a database of PhysioNet, checks every file against the database's own SHA-256 list and puts it where the lab that
npm start serves offers it with one click. Run it again to continue after an interruption, or to check what is there.

${Object.entries(DATABASES)
  .map(([name, { label, size }]) => `  ${name.padEnd(9)} ${label}, about ${size}`)
  .join('\n')}

  --records A,B   only these records (a record is a name such as 100, or a folder such as records100/00000)
  --to DIR        another folder than ${LOCAL_DATA}
  --from URL      a mirror: the address of the folder in which the database's SHA256SUMS.txt lies
  --help          print this`;

function readOptions() {
  try {
    return util.parseArgs({
      options: {
        records: { type: 'string' },
        to: { type: 'string' },
        from: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return fail(`${error.message}\n\n${HELP}`);
  }
}

/** The files that the database is wanted for, or those of some records of it with the tables that describe them. */
function wantedOf(database, records) {
  const names = records?.split(',').filter(Boolean);
  return (path) =>
    database.files.test(path) &&
    (!names ||
      path.endsWith('.csv') ||
      names.some((name) => path.startsWith(`${name}.`) || path.startsWith(`${name}/`)));
}

/** On a terminal one line that changes; elsewhere a line each tenth. */
function progressPrinter(name) {
  let lastTenth = 0;
  return ({ done, total }) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${name}: ${done} of ${total} files`);
    const tenth = Math.floor((10 * done) / total);
    if (!process.stdout.isTTY && tenth > lastTenth) console.log(`${name}: ${done} of ${total} files`);
    lastTenth = tenth;
  };
}

const { values, positionals } = readOptions();
const [name] = positionals;
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const database = DATABASES[name];
if (positionals.length !== 1 || !database) {
  fail(`Expected the name of one database, found ${positionals.join(' ') || 'none'}.\n\n${HELP}`);
}
const folder = join(values.to ?? LOCAL_DATA, name);
const address = values.from ? values.from.replace(/\/*$/, '/') : database.address;
try {
  const { files, fetched } = await downloadDatabase({
    label: database.label,
    address,
    wanted: wantedOf(database, values.records),
    folder,
    onProgress: progressPrinter(name),
  });
  if (process.stdout.isTTY) process.stdout.write('\n');
  console.log(`${database.label}: ${files} files in ${folder}, all checksums right, ${fetched} of them fetched now.`);
  console.log('npm start serves the lab with it: press "Open" beside its name.');
} catch (error) {
  fail(`\n${error.message}`);
}
