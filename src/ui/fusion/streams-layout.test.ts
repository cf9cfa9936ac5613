import { beforeAll, describe, expect, it } from 'vitest';
import type { FusionPlan } from '../../fusion/model-spec';
import { buildPlans } from '../../fusion/registry';
import { streamPlanOf } from './stream-shares';
import { BOX_HEIGHT, LABEL_HEIGHT, layoutStreams, naturalHeight, type StreamsLayout } from './streams-layout';

const SHAPES = { time: [256, 1], frequency: [64], spectrogram: [32, 32, 1], rhythm: [6] };
const BRANCHES = Object.keys(SHAPES);
const SETTINGS = { classes: 4, dropout: 0, encoderDropout: 0, earlyBalance: 'none' } as const;
const WIDTH = 420;
const HEIGHT = 350;

const planOf = async (strategy: string, settings: Parameters<typeof buildPlans>[3] = SETTINGS) =>
  (await buildPlans([strategy], BRANCHES, SHAPES, settings))[0] as FusionPlan;

describe('stream shares', () => {
  it('counts features: 76 % of early fusion is spectrogram', async () => {
    const { streams } = streamPlanOf(await planOf('early'), null);
    expect(streams.map(({ features }) => features)).toEqual([256, 64, 1024, 6]);
    expect(streams[2]?.featureShare).toBeCloseTo(1024 / 1350);
    expect(streams.map(({ meetingShare }) => meetingShare)).toEqual(streams.map(({ featureShare }) => featureShare));
  });
  it('shows that equal weight evens out what meets, and leaves the features as they are', async () => {
    const { streams } = streamPlanOf(await planOf('early', { ...SETTINGS, earlyBalance: 'equal' }), null);
    for (const { meetingShare } of streams) expect(meetingShare).toBeCloseTo(1 / 4);
    expect(streams[2]?.featureShare).toBeCloseTo(1024 / 1350);
  });
  it('shows that encoders even out what meets', async () => {
    const { streams } = streamPlanOf(await planOf('intermediate'), null);
    for (const { meetingShare } of streams) expect(meetingShare).toBeCloseTo(1 / 4);
  });
  it('takes the weights of late fusion as shares, and equal ones before they are fitted', async () => {
    const late = await planOf('late');
    const shares = (weights: number[] | null) => streamPlanOf(late, weights).streams.map((each) => each.meetingShare);
    expect(shares([0.5, 0.2, 0.3, 0])).toEqual([0.5, 0.2, 0.3, 0]);
    expect(shares(null)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('streams layout', () => {
  const layouts: Record<string, StreamsLayout> = {};
  let rebuilt: ReturnType<typeof streamPlanOf>;
  beforeAll(async () => {
    rebuilt = streamPlanOf(await planOf('late'), [0.25, 0.25, 0.25, 0.25]);
    for (const id of ['early', 'intermediate', 'late']) {
      layouts[id] = layoutStreams(streamPlanOf(await planOf(id), null), WIDTH, HEIGHT);
    }
  });
  const layout = (id: string) => layouts[id] as StreamsLayout;

  it('lets the streams meet at the top, in the middle and at the bottom', () => {
    expect(layout('early').meeting.y).toBeLessThan(HEIGHT / 3);
    expect(layout('intermediate').meeting.y).toBeGreaterThan(layout('early').meeting.y + 60);
    expect(layout('late').meeting.y).toBeGreaterThan(layout('intermediate').meeting.y + 60);
  });
  it('keeps widths in proportion to features, but loses no stream', () => {
    const [time, , spectrogram, rhythm] = layout('early').streams;
    expect((spectrogram?.startWidth as number) / (time?.startWidth as number)).toBeCloseTo(4);
    expect(rhythm?.startWidth).toBe(2);
  });
  it('packs the ribbons edge to edge where they meet', () => {
    for (const { streams, meeting } of Object.values(layouts)) {
      const total = streams.reduce((sum, { endWidth }) => sum + endWidth, 0);
      expect(meeting.width).toBeCloseTo(total);
    }
  });
  it('keeps every box inside and apart from the others', () => {
    for (const width of [260, 310, 420, 900]) {
      for (const boxes of Object.values(layouts).map((each) => each.boxes)) expect(boxes.length).toBeGreaterThan(2);
      const { boxes } = layoutStreams(rebuilt, width, HEIGHT);
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
        expect(box.y).toBeGreaterThanOrEqual(LABEL_HEIGHT);
        expect(box.y + BOX_HEIGHT).toBeLessThanOrEqual(HEIGHT);
        const touching = boxes.filter(
          (other) =>
            other !== box &&
            Math.abs(other.y - box.y) < BOX_HEIGHT &&
            other.x < box.x + box.width &&
            box.x < other.x + other.width,
        );
        expect(touching).toEqual([]);
      }
    }
  });
  it('sets the names on two lines where they would touch', () => {
    const names = (width: number) => layoutStreams(rebuilt, width, HEIGHT).streams.map(({ nameY }) => nameY);
    expect(new Set(names(800)).size).toBe(1);
    const [first, second, third] = names(320);
    expect(first).toBe(third);
    expect(second).not.toBe(first);
  });
  it('needs no more height than it says', () => {
    expect(naturalHeight(rebuilt)).toBeLessThanOrEqual(HEIGHT);
    const { boxes, outputY } = layoutStreams(rebuilt, WIDTH, naturalHeight(rebuilt));
    expect(Math.max(...boxes.map(({ y }) => y + BOX_HEIGHT))).toBeLessThan(outputY);
  });
  it('writes weights to two decimals, and a question mark before they are fitted', () => {
    const texts = ({ boxes }: StreamsLayout) => boxes.filter(({ block }) => !block).map(({ text }) => text);
    expect(texts(layoutStreams(rebuilt, WIDTH, HEIGHT))).toEqual([...Array(4).fill('× 0.25'), 'average']);
    expect(texts(layout('late'))).toEqual([...Array(4).fill('× ?'), 'average']);
  });
  it('draws paths of finite numbers, also for one stream alone', async () => {
    const single = streamPlanOf(await planOf('rhythm'), null);
    const paths = [layoutStreams(single, WIDTH, HEIGHT), ...Object.values(layouts)].flatMap(({ streams }) =>
      streams.map(({ ribbon }) => ribbon),
    );
    for (const path of paths) expect(path).toMatch(/^M [\d.,\- CLZ]+Z$/);
  });
});
