import type { BufferSlot } from '../../plan/program';
import { perPiece, type StageContext, toEights, toFours, weightOf } from './stage';

export interface KernelShape {
  readonly path: string;
  readonly windowRows: number;
  /** Numbers under one row of the window. */
  readonly depth: number;
  readonly outputs: number;
  readonly hasBias: boolean;
}

/** Room for the sums over each piece that become the gradient by a layer's kernel and bias. */
export function gradientSumsOf(
  context: StageContext,
  { path, windowRows, depth, outputs }: KernelShape,
): { readonly sums: BufferSlot; readonly sumWords: number } {
  const sumWords = (windowRows * toFours(depth) + 1) * toEights(outputs);
  return { sums: perPiece(context, `${path} gradient sums`, sumWords), sumWords };
}

/** Adds the pieces up into the gradient. */
export function collectGradient(
  context: StageContext,
  { path, windowRows, depth, outputs, hasBias }: KernelShape,
  pieces: { readonly sums: BufferSlot; readonly sumWords: number },
): void {
  context.builder.call('collectGradient', {
    ...pieces,
    kernelGradient: weightOf(context, path, 'kernel').gradient,
    biasGradient: hasBias ? weightOf(context, path, 'bias').gradient : 0,
    windowRows,
    depth,
    outputs,
  });
}
