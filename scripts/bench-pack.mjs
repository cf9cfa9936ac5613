import './require-node.mjs';
import { copyFileSync, cpSync, existsSync, mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'vite';
import { ensureInstalled } from './ensure-installed.mjs';
import { ensureKernels } from './ensure-kernels.mjs';
import { findChromium } from './find-chromium.mjs';
import { fail, ROOT, run } from './project.mjs';

/**
 * `npm run bench:pack [-- FOLDER]`: one folder with all that `lab bench` needs on a Linux machine (x86-64) with a GPU but
 * without Node, npm, a browser or a network, and the same folder as an archive.
 */

const LARGEST_ARCHIVE_BYTES = 60e6;
const BENCH = join(ROOT, 'tests/bench/side-by-side');
const MODULES = join(ROOT, 'node_modules');
const KERNELS = ['engine/wasm/single.wasm', 'engine/wasm/threads.wasm', 'signals/wasm/lanes.wasm'];

/** tfjs's WASM files for Node ask for them; a module has none. */
const COMMONJS_NAMES = 'const { filename: __filename, dirname: __dirname } = import.meta;';

const START = `#!/bin/sh
# Runs the bench with what lies in this folder: ./start.sh --out bench.json [options], ./start.sh --help
here=$(cd "$(dirname "$0")" && pwd)

if ! PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -q 'libvulkan\\.so\\.1'; then
  if [ -e "$here/vulkan/libvulkan.so.1" ]; then
    echo "This machine has no Vulkan loader (libvulkan.so.1): the one of the pack is used." >&2
    LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$here/vulkan"
    export LD_LIBRARY_PATH
  else
    echo "This machine has no Vulkan loader (libvulkan.so.1; Debian's package is libvulkan1): WebGPU will find no GPU." >&2
  fi
fi

# Some containers keep NVIDIA's description of its driver where no loader looks.
nvidia=/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json
if [ -z "$VK_ICD_FILENAMES$VK_DRIVER_FILES" ] && [ -e "$nvidia" ] && ! ls /etc/vulkan/icd.d/*.json /usr/share/vulkan/icd.d/*.json >/dev/null 2>&1; then
  VK_ICD_FILENAMES=$nvidia
  export VK_ICD_FILENAMES
fi

exec "$here/node" "$here/bench.mjs" "$@"
`;

const README = `# The bench of the ECG Fusion Lab, packed

For Linux on x86-64 with glibc; needs no Node, no browser and no network.

    ./start.sh --out bench.json
    ./start.sh --help

It trains the same models on WebGPU with the lab, with stock TensorFlow.js and with jax-js, and with PyTorch where a
python3 of this machine has torch; in turns, and prints who is how fast.

- bench.mjs: the lab's engine, TensorFlow.js, jax-js and the bench in one file
- single.wasm, threads.wasm: the lab's own WebAssembly kernels
- lanes.wasm: the lab's kernels for representations
- pytorch.py, scipy_representations.py: what a python3 with torch or SciPy is given
- node: Node.js, the one that packed this
- node_modules: the WASM files of TensorFlow.js, and Dawn (WebGPU; the npm package "webgpu")
- vulkan: a Vulkan loader, used only where the machine has none; the GPU's own driver must be there
`;

await ensureInstalled();
await ensureKernels();
if (process.platform !== 'linux' || process.arch !== 'x64')
  fail('The pack takes its programs from this machine: it must be Linux on x86-64.');
const folder = resolve(process.argv[2] ?? join(ROOT, 'dist-bench'));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

await bundle();
for (const script of ['pytorch.py', 'representations/scipy_representations.py']) {
  copyFileSync(join(BENCH, script), join(folder, basename(script)));
}
for (const binary of KERNELS) copyFileSync(join(ROOT, 'src', binary), join(folder, basename(binary)));
copyPackage('@tensorflow/tfjs-backend-wasm', ['package.json', 'dist/tf-backend-wasm.node.js', ...wasmFiles()]);
copyPackage('webgpu', ['package.json', 'index.js', 'LICENSE.md', 'dist/linux-x64/dawn.node']);
copyFileSync(realpathSync(process.execPath), join(folder, 'node'));
await strip(join(folder, 'node'));
await strip(join(folder, 'node_modules/webgpu/dist/linux-x64/dawn.node'));
copyLoader();
writeFileSync(join(folder, 'start.sh'), START, { mode: 0o755 });
writeFileSync(join(folder, 'README.md'), README);
await archive();

/** Everything in one file but Dawn, which finds its binary beside itself. */
function bundle() {
  return build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    // The files that tfjs publishes for Node: those for a browser ask for the page.
    resolve: { mainFields: ['main'] },
    plugins: [kernelsBeside()],
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: join(BENCH, 'main.ts'),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'bench.mjs', codeSplitting: false, banner: COMMONJS_NAMES } },
    },
  });
}

/** The kernels' binaries lie beside the bundle. */
function kernelsBeside() {
  const PLACE = /\.\.\/(?:engine|signals)\/wasm\/(\S+\.wasm)/;
  return {
    name: 'kernels-beside',
    transform: {
      filter: { id: /src\/headless\/node-(kernels|lanes)\.ts$/ },
      handler(code) {
        if (!PLACE.test(code)) this.error('The kernels are read from another place now: look again.');
        return { code: code.replace(PLACE, './$1'), map: null };
      },
    },
  };
}

function wasmFiles() {
  return ['', '-simd', '-threaded-simd'].map((variant) => `dist/tfjs-backend-wasm${variant}.wasm`);
}

function copyPackage(name, files) {
  for (const file of files) cpSync(join(MODULES, name, file), join(folder, 'node_modules', name, file));
}

/** Without its debugging symbols a program is half as large; where there is no strip, it is just larger. */
async function strip(file) {
  const { code } = await run('strip', ['--strip-unneeded', file], { stdio: 'pipe' });
  if (code !== 0) console.log(`${basename(file)} keeps its debugging symbols: no "strip" here.`);
}

/** Dawn has no loader of its own: it opens libvulkan.so.1. Chromium brings one. */
function copyLoader() {
  const chromium = findChromium();
  const places = [chromium && dirname(realpathSync(chromium)), '/usr/lib/chromium', '/usr/lib/x86_64-linux-gnu'];
  const found = places.map((place) => place && join(place, 'libvulkan.so.1')).find((file) => file && existsSync(file));
  if (!found) {
    console.log('No Vulkan loader (libvulkan.so.1) here to pack: where the bench runs there must be one.');
    return;
  }
  mkdirSync(join(folder, 'vulkan'));
  copyFileSync(realpathSync(found), join(folder, 'vulkan', 'libvulkan.so.1'));
}

async function archive() {
  const file = `${folder}.tar.xz`;
  const args = ['-C', dirname(folder), '-cJf', file, basename(folder)];
  const { code, output } = await run('tar', args, { stdio: 'pipe', env: { ...process.env, XZ_OPT: '-T0' } });
  if (code !== 0) fail(`The folder ${folder} is ready; no archive could be made of it: ${output.trim()}`);
  const bytes = statSync(file).size;
  console.log(`${folder}\n${file}: ${(bytes / 1e6).toFixed(1)} MB`);
  if (bytes > LARGEST_ARCHIVE_BYTES) fail(`That is more than ${LARGEST_ARCHIVE_BYTES / 1e6} MB.`);
}
