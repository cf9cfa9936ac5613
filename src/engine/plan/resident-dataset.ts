/** The parts of a dataset on the device, so that a batch is a list of indices and nothing else travels. */

import type { Dataset, Part } from '../../domain/dataset';
import { PARTS } from '../../domain/dataset';
import { sizeOf } from '../../domain/representation';
import { labelsOf, locate } from '../beat-places';
import type { PageLayout } from './compile';
import type { DeviceMemory } from './device-memory';

const NOT_THERE = 0xffffffff;

interface Page extends PageLayout {
  readonly buffer: GPUBuffer;
}

/** One part: its examples in the part's own order. */
export interface ResidentPart {
  readonly examples: number;
  /** `[global beat index]`: the example's place within the part. */
  readonly places: Uint32Array;
  readonly labels: GPUBuffer;
  /** Of a representation, uploaded when it is first asked for. */
  pages(representation: string): readonly Page[];
}

export class ResidentDataset {
  private readonly parts = new Map<string, ResidentPart>();
  private readonly pages = new Map<string, readonly Page[]>();
  private readonly normalisers = new Map<string, { mean: GPUBuffer; scale: GPUBuffer }>();

  /** Uploads nothing yet: a part comes when it is first asked for. */
  constructor(
    readonly dataset: Dataset,
    private readonly memory: DeviceMemory,
  ) {}

  /** The part that has all of `examples`. */
  partOf(examples: Uint32Array): Part {
    const part = PARTS.find((each) => {
      const members = this.dataset.parts[each];
      if (members === examples) return true;
      const all = new Set(members);
      return examples.every((example) => all.has(example));
    });
    if (!part) throw new Error('The examples do not lie in one part of the dataset.');
    return part;
  }

  part(part: Part): ResidentPart {
    const known = this.parts.get(part);
    if (known) return known;
    const made = this.upload(part);
    this.parts.set(part, made);
    return made;
  }

  /** Mean and scale of each feature. */
  normaliser(representation: string): { readonly mean: GPUBuffer; readonly scale: GPUBuffer } {
    const known = this.normalisers.get(representation);
    if (known) return known;
    const fitted = this.dataset.normalisers[representation];
    if (!fitted) throw new Error(`The dataset has no representation "${representation}".`);
    const made = {
      mean: this.memory.upload(`${representation} mean`, fitted.mean),
      scale: this.memory.upload(`${representation} scale`, fitted.scale),
    };
    this.normalisers.set(representation, made);
    return made;
  }

  /** What `make` resolves with. Where it fails, what it was the first to ask for goes: without memory it is invalid. */
  async attempt<Value>(make: () => Promise<Value>): Promise<Value> {
    const { parts, pages, normalisers } = this;
    const before = [...parts.keys(), ...pages.keys(), ...normalisers.keys()];
    try {
      return await make();
    } catch (thrown) {
      this.giveAllBut(new Set(before));
      throw thrown;
    }
  }

  dispose(): void {
    this.giveAllBut(new Set());
  }

  private giveAllBut(kept: ReadonlySet<string>): void {
    const dropped = [
      ...takeAllBut(kept, this.parts).map(({ labels }) => labels),
      ...takeAllBut(kept, this.pages).flatMap((pages) => pages.map(({ buffer }) => buffer)),
      ...takeAllBut(kept, this.normalisers).flatMap(({ mean, scale }) => [mean, scale]),
    ];
    for (const buffer of dropped) this.memory.give(buffer);
  }

  private upload(part: Part): ResidentPart {
    const members = this.dataset.parts[part];
    const beats = this.dataset.offsets.at(-1) as number;
    const places = new Uint32Array(beats).fill(NOT_THERE);
    members.forEach((example, place) => {
      places[example] = place;
    });
    return {
      examples: members.length,
      places,
      labels: this.memory.upload(`${part} labels`, Uint32Array.from(labelsOf(this.dataset, members))),
      pages: (representation) => this.pagesOf(part, representation),
    };
  }

  /** As many pages as the device's largest binding asks for; one, mostly. */
  private pagesOf(part: Part, representation: string): readonly Page[] {
    const key = `${part}/${representation}`;
    const pages = this.pages.get(key) ?? this.uploadPages(part, representation);
    this.pages.set(key, pages);
    return pages;
  }

  private uploadPages(part: Part, representation: string): Page[] {
    const members = this.dataset.parts[part];
    const layout = this.dataset.layouts.find(({ id }) => id === representation);
    if (!layout) throw new Error(`The dataset has no representation "${representation}".`);
    const features = sizeOf(layout.shape);
    const perPage = Math.max(1, Math.floor(this.memory.largest / (4 * features)));
    const pages: Page[] = [];
    for (let firstExample = 0; firstExample < members.length; firstExample += perPage) {
      const examples = Math.min(perPage, members.length - firstExample);
      const buffer = this.memory.create(`${part} ${representation}`, examples * features);
      this.fill(buffer, members.subarray(firstExample, firstExample + examples), representation, features);
      pages.push({ firstExample, examples, buffer });
    }
    return pages;
  }

  /** Runs of beats that lie side by side in a block travel together. */
  private fill(buffer: GPUBuffer, members: Uint32Array, representation: string, features: number): void {
    const places = locate(this.dataset, members);
    let from = 0;
    while (from < places.length) {
      const first = places[from] as (typeof places)[number];
      let to = from + 1;
      while (places[to]?.block === first.block && places[to]?.row === first.row + to - from) to += 1;
      const values = first.block.features[representation] as Float32Array;
      this.memory.write(
        buffer,
        values.subarray(first.row * features, (first.row + to - from) * features),
        from * features,
      );
      from = to;
    }
  }
}

function takeAllBut<Value>(kept: ReadonlySet<string>, all: Map<string, Value>): Value[] {
  const taken = [...all].filter(([name]) => !kept.has(name));
  for (const [name] of taken) all.delete(name);
  return taken.map(([, value]) => value);
}
