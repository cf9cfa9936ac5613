import type { Curves } from '../domain/training';

type Point = { readonly [Key in keyof Curves]: number };

/** Curves that grow by a point an epoch. */
export class GrowingCurves {
  private points: Point[] = [];

  push(point: Point): void {
    this.points.push(point);
  }

  read(): Curves {
    const column = (key: keyof Curves): number[] => this.points.map((point) => point[key]);
    return {
      trainLoss: column('trainLoss'),
      trainAccuracy: column('trainAccuracy'),
      validationLoss: column('validationLoss'),
      validationAccuracy: column('validationAccuracy'),
    };
  }

  restore({ trainLoss, trainAccuracy, validationLoss, validationAccuracy }: Curves): void {
    this.points = trainLoss.map((loss, epoch) => ({
      trainLoss: loss,
      trainAccuracy: trainAccuracy[epoch] as number,
      validationLoss: validationLoss[epoch] as number,
      validationAccuracy: validationAccuracy[epoch] as number,
    }));
  }
}
