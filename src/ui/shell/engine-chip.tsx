import { type ExecutorKind, executorText } from '../../domain/executor';
import { isFusion } from '../../fusion/registry';
import type { EngineState, LabState } from '../../lab/state';
import { representationName, strategyName } from '../fusion/strategy-name';
import { useLab } from '../lab-context';
import controls from '../theme/controls.module.css';
import { counted, measured } from '../wording/numbers';
import { Disclosure } from './disclosure';
import classes from './shell.module.css';
import { SpeedPanel } from './speed-panel';

const DOT: Readonly<Record<EngineState['status'], string>> = {
  probing: 'var(--ink-soft)',
  ready: 'var(--spectrogram)',
  failed: 'var(--bad)',
};

/** What does the arithmetic, by what executor, and why nothing faster does. */
export function EngineChip() {
  const engine = useLab((state) => state.engine);
  const executor = useLab(presentExecutor);
  const label =
    engine.status === 'ready' ? engine.label : engine.status === 'probing' ? 'Looking for a backend' : 'No backend';
  return (
    <Disclosure
      summary={
        <>
          <span className={classes.dot} style={{ background: DOT[engine.status] }} />
          <EngineLabel label={label} />
          {executor && <span className={classes.executor}>{executor}</span>}
        </>
      }
    >
      <EngineDetails engine={engine} />
    </Disclosure>
  );
}

/** `WASM · 2 threads`, of which only the first word is left where there is little room; the chip unfolds to all of it. */
function EngineLabel({ label }: { readonly label: string }) {
  const [name, ...details] = label.split(' · ');
  return (
    <span className={classes.engineLabel}>
      {name}
      {details.length > 0 && <span className={classes.engineDetails}> · {details.join(' · ')}</span>}
    </span>
  );
}

/** Of the model that trains at the moment, with its dispatches; else what the engine has for every model that it can. */
function presentExecutor({ engine, race }: LabState): string {
  const training = race?.status === 'training' ? race.executors[race.progress?.training ?? ''] : undefined;
  if (training) return executorText(training);
  return engine.status === 'ready' ? engine.executor : '';
}

const EXECUTORS: Readonly<Record<ExecutorKind, string>> = {
  plan: 'a step of a model is one program, compiled for this GPU before training begins.',
  kernels: 'a step of a model is one program of the lab\u2019s own WebAssembly kernels.',
  ops: 'a step of a model is one TensorFlow.js operation after another.',
};

function EngineDetails({ engine }: { readonly engine: EngineState }) {
  if (engine.status === 'probing') return <p>Each backend is tried and its gradients are compared with the CPU's.</p>;
  if (engine.status === 'failed') return <p>{engine.problem.message}</p>;
  return (
    <>
      <p>
        Training runs on <strong>{engine.label}</strong>. {engine.why}
      </p>
      {engine.refusals.length > 0 && (
        <ul className={classes.refusals} aria-label="What was passed over">
          {engine.refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      )}
      <p>
        Executor <strong>{engine.executor}</strong>: {EXECUTORS[engine.executor]}
      </p>
      <ModelExecutors />
      {engine.gradientErrors.length > 0 && <p className={controls.soft}>{selfTestSentence(engine.gradientErrors)}</p>}
      <SpeedPanel />
    </>
  );
}

/** What runs each model of the race that is shown; nothing where the engine's own line says it all. */
function ModelExecutors() {
  const race = useLab((state) => state.race);
  const definitions = useLab((state) => state.definitions);
  const executors = Object.values(race?.executors ?? {});
  if (executors.every(({ launchesPerStep, refusal }) => launchesPerStep === null && refusal === null)) return null;
  const nameOf = (model: string): string =>
    isFusion(model) ? strategyName(model, definitions) : representationName(model, definitions);
  return (
    <ul className={classes.refusals} aria-label="What runs each model">
      {executors.map((executor) => (
        <li key={executor.model}>
          {nameOf(executor.model)}: {executorText(executor)}
        </li>
      ))}
    </ul>
  );
}

function selfTestSentence(errors: Extract<EngineState, { status: 'ready' }>['gradientErrors']): string {
  const worst = errors.reduce((a, b) => (b.error > a.error ? b : a));
  const count = counted(errors.length, 'kind of layer', 'kinds of layers');
  return `Self-test passed: gradients of ${count} agree with the reference; the largest relative difference is ${measured(worst.error)} (${worst.layer}).`;
}
