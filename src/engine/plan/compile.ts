/** A ModelSpec and a batch size as a program: one dispatch after another, forward, loss, backward and Adam. */

import { sizeOf } from '../../domain/representation';
import { type PlacedLayer, placeLayers } from '../../fusion/model-shapes';
import type { ModelSpec } from '../../fusion/model-spec';
import { type KeyedLayer, keyedLayers } from '../keyed-layers';
import { type Layout, layOutParameters, layOutStatistics } from '../parameter-layout';
import { GradientPieces } from './gradient-pieces';
import { crossEntropy, softmax } from './kernels/cross-entropy';
import { gather } from './kernels/gather';
import { optimise } from './optimise';
import { type BufferSlot, type Program, ProgramBuilder } from './program';
import { groupLayers, leadingChain } from './stages/group-layers';
import type { Activation, Stage, StageContext } from './stages/stage';

/** How many examples of a part lie in each page of a representation. */
export interface PageLayout {
  readonly firstExample: number;
  readonly examples: number;
}

export interface CompileRequest {
  readonly spec: ModelSpec;
  readonly batch: number;
  readonly seed: number;
  readonly training: boolean;
  /** By representation. */
  readonly pages: Readonly<Record<string, readonly PageLayout[]>>;
  /** Examples of the part. */
  readonly examples: number;
}

/** Buffers that a program is given, by name; `pages/time/0` and so on for what is resident. */
export interface CompiledProgram {
  readonly program: Program;
  readonly bound: ReadonlyMap<string, BufferSlot>;
  readonly parameters: Layout;
  readonly statistics: Layout;
  /** For `collectGradient`; empty at inference. */
  readonly gradientTable: Uint32Array;
  /** Words of the buffer `pieces`. */
  readonly pieceWords: number;
}

interface Branch {
  readonly stages: readonly Stage[];
  readonly output: Activation;
}

/** Throws `CannotCompileError` where the spec has something that no kernel here does. */
export function compile(request: CompileRequest): CompiledProgram {
  return new Compilation(request).run();
}

class Compilation {
  private readonly builder = new ProgramBuilder();
  private readonly bound = new Map<string, BufferSlot>();
  private readonly placed: readonly PlacedLayer[];
  private readonly parameters: Layout;
  private readonly statistics: Layout;
  private readonly pieces: GradientPieces;
  private readonly context: StageContext;

  constructor(private readonly request: CompileRequest) {
    const { spec, batch, training } = request;
    this.placed = placeLayers(spec);
    this.parameters = layOutParameters(this.placed);
    this.statistics = layOutStatistics(this.placed);
    this.pieces = new GradientPieces(this.parameters.length);
    this.context = {
      batch,
      training,
      builder: this.builder,
      parameters: this.give('parameters', this.parameters.length),
      running: this.give('statistics', Math.max(1, this.statistics.length)),
      // Its length is known only when every layer has asked for its pieces.
      pieces: this.give('pieces', 0),
      pieceRooms: this.pieces,
      parameterLayout: this.parameters,
      statisticsLayout: this.statistics,
    };
  }

  run(): CompiledProgram {
    const { spec, training } = this.request;
    const widths = this.branchWidths();
    const mergedWidth = widths.reduce((sum, width) => sum + width, 0);
    const merged = this.builder.transient('merged', this.request.batch * mergedWidth);
    const branches = this.forwardBranches(merged, mergedWidth, widths);
    const head = groupLayers(this.context, this.layersOf('head'));
    const logits = this.forward(head, {
      slot: merged,
      placement: { offset: 0, stride: mergedWidth },
      shape: [mergedWidth],
    });
    if (training) this.train(branches, head, logits, mergedWidth);
    else
      this.builder.dispatch(
        softmax(this.judged()),
        logits.slot,
        this.give('probabilities', this.request.examples * spec.classes),
      );
    return {
      program: this.builder.finish(),
      bound: this.bound,
      parameters: this.parameters,
      statistics: this.statistics,
      gradientTable: training ? this.pieces.table() : new Uint32Array(0),
      pieceWords: this.pieces.words,
    };
  }

  private train(branches: readonly Branch[], head: readonly Stage[], logits: Activation, mergedWidth: number): void {
    const { spec, batch, examples } = this.request;
    const totals = this.give('totals', 2 + spec.branches.length);
    const byLogits = this.builder.transient('gradient by logits', batch * spec.classes);
    this.builder.dispatch(
      crossEntropy(this.judged()),
      logits.slot,
      this.give('order', examples),
      this.give('labels', examples),
      this.give('class weights', spec.classes),
      byLogits,
      totals,
    );
    const trainsBranches = branches.some(({ stages }) => hasWeights(stages));
    const byMerged = this.backward(head, byLogits, trainsBranches);
    for (const { stages } of byMerged ? branches : []) {
      if (hasWeights(stages)) this.backward(stages, byMerged as BufferSlot, false);
    }
    const outputs = branches.map(({ output }) => output);
    optimise(this.context, this.give.bind(this), totals, outputs, mergedWidth);
  }

  private branchWidths(): number[] {
    return this.request.spec.branches.map(({ representation, inputShape }) => {
      const last = this.placed.findLast(({ path }) => path.startsWith(`${representation}/`));
      return sizeOf(last?.output ?? inputShape);
    });
  }

  private forwardBranches(merged: BufferSlot, stride: number, widths: readonly number[]): Branch[] {
    let offset = 0;
    return this.request.spec.branches.map(({ representation, inputShape }, index) => {
      const placement = { offset, stride };
      const width = widths[index] as number;
      offset += width;
      return this.forwardBranch(representation, inputShape, { slot: merged, placement, shape: [width] });
    });
  }

  /** A branch writes its last output straight to its place among the others: merging costs nothing. */
  private forwardBranch(representation: string, inputShape: readonly number[], end: Activation): Branch {
    const layers = this.layersOf(representation);
    // Elementwise layers at the start are done while the batch is gathered.
    const chain = leadingChain(layers);
    const stages = groupLayers(this.context, layers.slice(chain.length));
    const features = sizeOf(inputShape);
    const isAll = stages.length === 0;
    const into = isAll ? end.placement : { offset: 0, stride: features };
    const slot = isAll ? end.slot : this.builder.transient(`${representation} input`, this.request.batch * features);
    const { batch, training, examples, pages } = this.request;
    const order = this.give('order', examples);
    (pages[representation] ?? []).forEach((page, index) => {
      this.builder.dispatch(
        gather({ batch, features, ...page, into, chain, training }),
        this.give(`pages/${representation}/${index}`, page.examples * features),
        order,
        this.give(`mean/${representation}`, features),
        this.give(`scale/${representation}`, features),
        slot,
      );
    });
    if (!isAll) this.forward(stages, { slot, placement: into, shape: inputShape }, end);
    return { stages, output: end };
  }

  private forward(stages: readonly Stage[], input: Activation, end?: Activation): Activation {
    const last = stages.length - 1;
    return stages.reduce((given, stage, index) => stage.forward(given, index === last ? end : undefined), input);
  }

  /** Returns the gradient by the input of the first stage where it is wanted. */
  private backward(stages: readonly Stage[], gradient: BufferSlot, wantInput: boolean): BufferSlot | null {
    return stages.reduceRight<BufferSlot | null>((byOutput, stage, index) => {
      if (!byOutput) throw new Error(`No gradient reaches ${stage.path}.`);
      return stage.backward(byOutput, wantInput || index > 0);
    }, gradient);
  }

  private layersOf(name: string): KeyedLayer[] {
    return keyedLayers(this.placed, name, this.request);
  }

  private judged(): { batch: number; classes: number } {
    return { batch: this.request.batch, classes: this.request.spec.classes };
  }

  private give(name: string, words: number): BufferSlot {
    const known = this.bound.get(name);
    if (known) return known;
    const slot = this.builder.bound(name, words);
    this.bound.set(name, slot);
    return slot;
  }
}

function hasWeights(stages: readonly Stage[]): boolean {
  return stages.some((stage) => stage.hasWeights);
}
