/**
 * Least-squares fit of a sum of Gaussian waves to a mean beat in two leads at once: the leads share each wave's centre
 * and width and have amplitudes of their own. Amplitudes and a level per lead are solved linearly inside the search
 * over centres and widths (variable projection, Golub & Pereyra 1973), which is Levenberg-Marquardt. A weak prior on
 * centres and widths keeps a wave in its place where the beat does not show it.
 */

import { gaussianAt } from '../../src/cohort/wave';

/** Where a wave is looked for. */
export interface WavePrior {
  readonly name: string;
  readonly centreSeconds: number;
  readonly centreDeviation: number;
  readonly widthSeconds: number;
}

export interface MeanBeat {
  /** `[sample]` from the R peak. */
  readonly seconds: Float64Array;
  /** `[lead][sample]` */
  readonly millivolts: readonly [Float64Array, Float64Array];
}

export interface FittedWave {
  readonly name: string;
  readonly centreSeconds: number;
  readonly widthSeconds: number;
  /** `[lead]` */
  readonly amplitudesMillivolts: readonly [number, number];
}

export interface WaveFit {
  readonly waves: FittedWave[];
  /** Root mean square of what is left over both leads, relative to that of the beat. */
  readonly relativeResidual: number;
}

/** Natural-log spread of a width around its prior. */
const WIDTH_LOG_DEVIATION = 0.35;
/** Weight of one prior deviation against a residual relative to the beat's peak. */
const PRIOR_WEIGHT = 0.08;
const RIDGE = 0.1;
const ITERATIONS = 60;

export function fitWaves(beat: MeanBeat, priors: readonly WavePrior[]): WaveFit {
  const scale = 1 / Math.max(...beat.millivolts.flatMap((lead) => Array.from(lead, Math.abs)));
  const targets = beat.millivolts.map((lead) => lead.map((value) => value * scale)) as [Float64Array, Float64Array];
  const problem: Problem = { seconds: beat.seconds, targets, priors };
  let parameters = new Float64Array(priors.length * 2);
  let state = project(problem, parameters);
  let damping = 1e-2;
  for (let iteration = 0; iteration < ITERATIONS && damping < 1e8; iteration++) {
    const jacobian = differentiate(problem, parameters, state.residuals);
    const step = dampedStep(jacobian, state.residuals, damping);
    const candidate = parameters.map((value, index) => value + (step[index] as number));
    const next = project(problem, candidate);
    if (next.cost < state.cost) {
      const gained = (state.cost - next.cost) / state.cost;
      parameters = candidate;
      state = next;
      damping /= 4;
      if (gained < 1e-7) break;
    } else damping *= 5;
  }
  return fitFrom(problem, parameters, state, scale);
}

interface Problem {
  readonly seconds: Float64Array;
  readonly targets: readonly [Float64Array, Float64Array];
  readonly priors: readonly WavePrior[];
}

interface Projection {
  readonly residuals: Float64Array;
  readonly amplitudes: readonly [Float64Array, Float64Array];
  readonly cost: number;
}

/** Parameters are in units of prior deviations: centre then log width of each wave. */
function waveAt({ priors }: Problem, parameters: Float64Array, index: number): { centre: number; width: number } {
  const prior = priors[index] as WavePrior;
  return {
    centre: prior.centreSeconds + (parameters[2 * index] as number) * prior.centreDeviation,
    width: prior.widthSeconds * Math.exp((parameters[2 * index + 1] as number) * WIDTH_LOG_DEVIATION),
  };
}

function project(problem: Problem, parameters: Float64Array): Projection {
  const { seconds, targets, priors } = problem;
  const basis = priors.map((_, index) => {
    const { centre, width } = waveAt(problem, parameters, index);
    return seconds.map((time) => gaussianAt(time, centre, width));
  });
  basis.push(new Float64Array(seconds.length).fill(1));
  const normal = basis.map((one, i) => Float64Array.from(basis, (other, j) => dot(one, other) + (i === j ? RIDGE : 0)));
  const amplitudes = targets.map((target) =>
    solve(
      normal,
      Float64Array.from(basis, (one) => dot(one, target)),
    ),
  ) as [Float64Array, Float64Array];
  const residuals = new Float64Array(2 * seconds.length + parameters.length);
  targets.forEach((target, lead) => {
    for (let sample = 0; sample < seconds.length; sample++) {
      let value = target[sample] as number;
      for (let wave = 0; wave < basis.length; wave++) {
        value -=
          ((amplitudes[lead] as Float64Array)[wave] as number) * ((basis[wave] as Float64Array)[sample] as number);
      }
      residuals[lead * seconds.length + sample] = value;
    }
  });
  for (let index = 0; index < parameters.length; index++) {
    residuals[2 * seconds.length + index] = PRIOR_WEIGHT * (parameters[index] as number);
  }
  return { residuals, amplitudes, cost: dot(residuals, residuals) };
}

/** `[parameter][residual]` by forward differences. */
function differentiate(problem: Problem, parameters: Float64Array, residuals: Float64Array): Float64Array[] {
  const step = 1e-5;
  return Array.from(parameters, (value, index) => {
    const moved = Float64Array.from(parameters);
    moved[index] = value + step;
    return project(problem, moved).residuals.map((each, row) => (each - (residuals[row] as number)) / step);
  });
}

function dampedStep(jacobian: readonly Float64Array[], residuals: Float64Array, damping: number): Float64Array {
  const normal = jacobian.map((one, i) =>
    Float64Array.from(jacobian, (other, j) => dot(one, other) * (i === j ? 1 + damping : 1)),
  );
  return solve(
    normal,
    Float64Array.from(jacobian, (one) => -dot(one, residuals)),
  );
}

function fitFrom(problem: Problem, parameters: Float64Array, state: Projection, scale: number): WaveFit {
  const waves = problem.priors.map(({ name }, index): FittedWave => {
    const { centre, width } = waveAt(problem, parameters, index);
    const [first, second] = state.amplitudes;
    return {
      name,
      centreSeconds: centre,
      widthSeconds: width,
      amplitudesMillivolts: [(first[index] as number) / scale, (second[index] as number) / scale],
    };
  });
  const left = state.residuals.subarray(0, 2 * problem.seconds.length);
  const whole = dot(problem.targets[0], problem.targets[0]) + dot(problem.targets[1], problem.targets[1]);
  return { waves, relativeResidual: Math.sqrt(dot(left, left) / whole) };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

/** Solves a symmetric positive definite system by Cholesky. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  const at = (i: number, j: number) => (lower[i] as Float64Array)[j] as number;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      (lower[i] as Float64Array)[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (x[k] as number);
    x[i] = sum / at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k++) sum -= at(k, i) * (x[k] as number);
    x[i] = sum / at(i, i);
  }
  return x;
}
