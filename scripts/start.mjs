import './require-node.mjs';
// The whole module: naming `parseArgs` here would fail on a Node without it before require-node can say so.
import util from 'node:util';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { fail, ROOT } from './project.mjs';

const HELP = `npm start [-- options]

Installs what is missing, builds the lab where its sources changed, serves it on this machine and opens the browser.

  --port N    serve on port N (without it: 4173, or the next one that is free)
  --no-open   do not open a browser (nor is one opened in CI, over SSH or without a display)
  --help      print this`;

const HOST = '127.0.0.1';
const USUAL_PORT = 4173;

function readOptions() {
  try {
    const { values, positionals } = util.parseArgs({
      options: { port: { type: 'string' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    return { help: values.help, noOpen: values['no-open'] ?? false, port: values.port, positionals };
  } catch (error) {
    return fail(`${error.message}\n\n${HELP}`);
  }
}

/** `npm start --no-open --port 5000`, without the `--` between: npm keeps such options, as variables, for itself. */
function withOptionsThatNpmTook({ positionals, ...options }) {
  const { npm_lifecycle_event: script, npm_config_open: open, npm_config_port: port } = process.env;
  if (script !== 'start') return options;
  const [following] = positionals;
  return {
    ...options,
    noOpen: options.noOpen || open === '' || open === 'false',
    port: options.port ?? (port === 'true' ? following : port),
  };
}

function portNumber(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    fail(`--port takes a whole number from 1 to 65535, and this is ${text}.`);
  }
  return port;
}

function hasScreen() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

async function serve(port, open) {
  const { preview } = await import('vite');
  try {
    return await preview({
      root: ROOT,
      logLevel: 'warn',
      preview: { host: HOST, port: port ?? USUAL_PORT, strictPort: port !== undefined, open },
    });
  } catch (error) {
    return fail(`The lab could not be served on port ${port ?? USUAL_PORT}: ${error.message}`);
  }
}

/** npm leaves what it started running when it is killed, and then nobody is there to free the port. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) process.exit();
  }, 1000).unref();
}

const options = withOptionsThatNpmTook(readOptions());
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
const port = portNumber(options.port);
await ensureInstalled();
await ensureBuilt();
endWithNpm();
const server = await serve(port, !options.noOpen && hasScreen());
console.log(`The ECG Fusion Lab is at http://${HOST}:${server.httpServer.address().port}/  (Ctrl+C ends it)`);
