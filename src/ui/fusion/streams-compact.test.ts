import { beforeAll, describe, expect, it } from 'vitest';
import type { FusionPlan } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import { type StreamPlan, streamPlanOf } from './stream-shares';
import { layoutCompact } from './streams-compact';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [6] };
const BRANCHES = Object.keys(SHAPES);
const SETTINGS = { classes: 4, dropout: 0, encoderDropout: 0, earlyBalance: 'none' } as const;
const WIDTHS = [316, 366, 392, 900];

const planOf = async (strategy: string, settings: Parameters<typeof buildPlans>[3] = SETTINGS) =>
  streamPlanOf((await buildPlans([strategy], BRANCHES, SHAPES, settings))[0] as FusionPlan, null);

describe('streams at a glance', () => {
  const plans: Record<string, StreamPlan> = {};
  beforeAll(async () => {
    for (const id of ['early', 'intermediate', 'late', 'rhythm']) plans[id] = await planOf(id);
    plans.balanced = await planOf('early', { ...SETTINGS, earlyBalance: 'equal' });
  });
  const layout = (id: string, width = 392) => layoutCompact(plans[id] as StreamPlan, width);

  it('needs a third of the height of a screen that every layer needs', () => {
    for (const id of Object.keys(plans))
      for (const width of WIDTHS) expect(layout(id, width).heightPx).toBeLessThan(165);
  });
  it('lets the streams meet at the top, in the middle and at the bottom, and a factor changes nothing of that', () => {
    const [early, intermediate, late] = ['early', 'intermediate', 'late'].map((id) => layout(id).meeting.y) as [
      number,
      number,
      number,
    ];
    expect(intermediate - early).toBeGreaterThan(20);
    expect(late - intermediate).toBeGreaterThan(20);
    expect(layout('balanced').meeting.y).toBe(early);
  });
  it('draws a plate for each layer, and texts only where there is a number to read or where streams meet', () => {
    const late = layout('late').boxes;
    expect(late.filter(({ representation }) => representation === 'time').map(({ plates }) => plates)).toEqual([
      3, 2, 0,
    ]);
    expect(late.flatMap(({ text }) => text || [])).toEqual([...Array(4).fill('× ?'), 'average']);
    const texts = layout('balanced').boxes.flatMap(({ text }) => text || []);
    expect(texts.slice(0, 4).every((text) => /^× \d\.\d\d$/.test(text))).toBe(true);
    expect(texts.at(-1)).toBe('dense 64');
  });
  it('keeps boxes inside, above the meeting or below it, and apart from each other', () => {
    for (const id of Object.keys(plans)) {
      for (const width of WIDTHS) {
        const { boxes, outputY } = layout(id, width);
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y + box.height).toBeLessThan(outputY);
          const touching = boxes.filter(
            (other) =>
              other !== box &&
              other.y < box.y + box.height &&
              box.y < other.y + other.height &&
              other.x < box.x + box.width &&
              box.x < other.x + other.width,
          );
          expect(touching).toEqual([]);
        }
      }
    }
  });
  it('sets counts beside names, below them, or leaves them out, as there is room', () => {
    const label = (width: number) => layout('late', width).streams[0];
    expect(label(900)?.countY).toBe(label(900)?.nameY);
    expect(label(392)?.countY).toBeGreaterThan(label(392)?.nameY as number);
    expect(label(316)?.countY).toBeNull();
  });
});
