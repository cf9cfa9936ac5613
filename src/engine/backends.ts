/** Which of tfjs's backends run here: started in the order of the chain, proved right by the self-test, named for a person. */

import { enableProdMode } from '@tensorflow/tfjs-core';
import type { ExecutorKind } from '../domain/executor';
import { LabError } from '../domain/problem';
import type { EngineDescription } from '../domain/training';
import { BACKEND_CHAIN, type BackendName, type BackendRequest, type Platform } from './backend-chain';
import { provePlan, settlePlan } from './plan/proven-devices';
import { type GradientError, gradientErrors } from './self-test';
import { activate, forgetBackend, startBackend } from './start-backend';
import { proveKernels, provenKernels } from './wasm/proven-kernels';

export interface Engine extends EngineDescription {
  readonly backend: BackendName;
  /** What the self-test found: the largest relative difference from the cpu backend by kind of layer; empty for cpu itself. */
  readonly gradientErrors: readonly GradientError[];
}

export interface StartOptions {
  /**
   * Ends a backend that runs already and starts it anew, on a new device: nothing of the old one can be used any more. What
   * was proven of the same adapter is not tested again.
   */
  readonly fresh?: boolean;
  /** With `auto`: only what comes after this one in the chain. */
  readonly after?: BackendName;
}

/**
 * Starts the requested backend, or with `auto` the first of the chain that runs here and passes the self-test. Throws
 * `LabError` where the requested backend (or with `auto` every one) is refused; never puts another in its place.
 */
export async function startEngine(
  request: BackendRequest,
  platform: Platform,
  { fresh = false, after }: StartOptions = {},
): Promise<Engine> {
  // Without it tfjs checks every shape twice and advertises another package in Node.
  enableProdMode();
  const chain = after ? BACKEND_CHAIN.slice(BACKEND_CHAIN.indexOf(after) + 1) : BACKEND_CHAIN;
  const candidates = request === 'auto' ? chain : [request];
  const refusals: string[] = [];
  for (const candidate of candidates) {
    try {
      const engine = await start(candidate, { isProbe: request === 'auto', fresh }, platform);
      return {
        ...engine,
        why: fresh ? whyAgain(candidate) : whyOf(request, candidates, after),
        refusals: [...refusals, ...engine.refusals],
      };
    } catch (thrown) {
      refusals.push(`${NAMES[candidate]}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
  throw new LabError({
    code: 'engine-refused',
    file: '',
    field: 'training engine',
    expected:
      request === 'auto'
        ? 'one backend that runs and calculates correctly'
        : `${NAMES[request]} to run and calculate correctly`,
    found: refusals.join(' ').replace(/\.$/, '') || `that ${NAMES[after ?? 'cpu']} is the last of the chain`,
    at: '',
    fix: request === 'auto' ? 'Try a current browser.' : 'Choose another backend, or "auto".',
  });
}

const NAMES: Record<BackendName, string> = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL', cpu: 'plain JavaScript' };

function whyAgain(name: BackendName): string {
  return name === 'wasm' ? 'Its kernels stopped; it was started again.' : 'Its device was lost; it runs on a new one.';
}

function whyOf(request: BackendRequest, candidates: readonly BackendName[], after: BackendName | undefined): string {
  if (request !== 'auto') return 'It was asked for by name.';
  if (candidates.length === 1) return `${NAMES[after ?? 'cpu']} was lost, and nothing else is left.`;
  const names = candidates.map((candidate) => NAMES[candidate]);
  const first = `the first of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} that runs here and calculates correctly`;
  return after ? `${NAMES[after]} was lost, and it is ${first}.` : `It is ${first}.`;
}

/** Largest relative difference from the cpu backend that the self-test lets pass. */
const GRADIENT_TOLERANCE = 1e-3;

/** What the self-tests found of a backend. */
interface Proof {
  readonly gradientErrors: readonly GradientError[];
  /** Why the backend does not run compiled programs; null where it does or has none. */
  readonly programRefusal: string | null;
}

/** By label of what runs: a new device of an adapter that was proven is the same chip and the same driver. */
const proofs = new Map<string, Proof>();

/** What runs models on a backend that was proven. */
const PROGRAMS: Record<BackendName, ExecutorKind> = { webgpu: 'plan', wasm: 'kernels', webgl: 'ops', cpu: 'ops' };

/** Throws a sentence where the backend does not start or calculates wrongly. */
async function start(
  name: BackendName,
  { isProbe, fresh }: { readonly isProbe: boolean; readonly fresh: boolean },
  platform: Platform,
): Promise<Omit<Engine, 'why'>> {
  if (fresh) forgetBackend(name);
  const label = await startBackend(name, isProbe, platform);
  const known = fresh ? proofs.get(label) : undefined;
  const proof = known ? await provenAgain(name, known, platform) : await prove(name, platform);
  if (name === 'webgpu') settlePlan(proof.programRefusal);
  proofs.set(label, proof);
  const { gradientErrors: errors, programRefusal } = proof;
  const refusals = programRefusal ? [`${programRefusal} Models run one operation at a time, which is slower.`] : [];
  const executor = programRefusal ? 'ops' : PROGRAMS[name];
  return { backend: name, label: withThreads(name, label), executor, gradientErrors: errors, refusals };
}

/** Of the lab's own kernels, where those run: tfjs counts its own. */
function withThreads(name: BackendName, label: string): string {
  const kernels = name === 'wasm' ? provenKernels() : null;
  if (!kernels) return label;
  return `WASM · ${kernels.threadCount} ${kernels.threadCount === 1 ? 'thread' : 'threads'}`;
}

async function prove(name: BackendName, platform: Platform): Promise<Proof> {
  if (name === 'cpu') return { gradientErrors: [], programRefusal: null };
  const errors = await gradientErrors(name);
  const wrong = errors.filter(({ error }) => !(error <= GRADIENT_TOLERANCE));
  if (wrong.length > 0) {
    const list = wrong.map(({ layer, error }) => `${layer} by ${error.toPrecision(2)}`).join(', ');
    throw new Error(`refused, because its gradients differ from the reference: ${list}.`);
  }
  await activate(name);
  return { gradientErrors: errors, programRefusal: await proveProgram(name, platform) };
}

/** Kernels on WASM are lost by a failure of their own: what was proven of them is not what will run. */
async function provenAgain(name: BackendName, known: Proof, platform: Platform): Promise<Proof> {
  return name === 'wasm' ? { ...known, programRefusal: await proveProgram(name, platform) } : known;
}

function proveProgram(name: BackendName, { kernels }: Platform): Promise<string | null> {
  if (name === 'webgpu') return provePlan();
  if (name === 'wasm') return proveKernels(kernels);
  return Promise.resolve(null);
}
