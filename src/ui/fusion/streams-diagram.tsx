import { type CSSProperties, type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { TRAINING_CLASSES } from '../../domain/beat-class';
import { useElementSize } from '../drawing/use-element-size';
import { CLASS_STYLES, modalityColour, modalityTextColour } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import type { StreamPlan } from './stream-shares';
import styles from './streams.module.css';
import { BOX_HEIGHT, layoutStreams, type PlacedBox, type PlacedStream, type StreamsLayout } from './streams-layout';

interface StreamsDiagramProps {
  readonly plan: StreamPlan;
  readonly heightPx: number;
  /** Name of the strategy. */
  readonly label: string;
  readonly nameOf: (representation: string) => string;
  /** What the pointer or the keyboard is on, null when it leaves. */
  readonly onDescribe: (sentence: string | null) => void;
}

/** A strategy as streams: ribbons from the representations, boxes of layers, and the place where they meet. */
export function StreamsDiagram({ plan, heightPx, label, nameOf, onDescribe }: StreamsDiagramProps) {
  const stage = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(stage);
  const layout = useMemo(() => (width > 0 ? layoutStreams(plan, width, heightPx) : null), [plan, width, heightPx]);
  return (
    <div ref={stage} className={styles.stage} style={{ height: heightPx }}>
      {layout && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a drawing.
        <svg
          width={layout.widthPx}
          height={heightPx}
          role="group"
          aria-label={`${label} fusion, layer by layer. Arrow keys move from box to box.`}
        >
          <Trunk layout={layout} />
          {layout.streams.map((placed) => (
            <Ribbon key={placed.stream.representation} placed={placed} name={nameOf(placed.stream.representation)} />
          ))}
          <Boxes boxes={layout.boxes} nameOf={nameOf} onPoint={onDescribe} />
          <Outputs layout={layout} />
        </svg>
      )}
    </div>
  );
}

function colours(representation: string | null): CSSProperties {
  if (representation === null) return { '--stream': 'var(--ink)', '--stream-text': 'var(--ink)' } as CSSProperties;
  return {
    '--stream': modalityColour(representation),
    '--stream-text': modalityTextColour(representation),
  } as CSSProperties;
}

function Ribbon({ placed, name }: { readonly placed: PlacedStream; readonly name: string }) {
  return (
    <g style={colours(placed.stream.representation)}>
      <path className={styles.ribbon} d={placed.ribbon} />
      <text className={styles.name} x={placed.x} y={placed.nameY}>
        {name}
      </text>
      {placed.countY !== null && (
        <text className={styles.count} x={placed.x} y={placed.countY}>
          {grouped(placed.stream.features)}
        </text>
      )}
    </g>
  );
}

function Trunk({ layout: { meeting, outputY } }: { readonly layout: StreamsLayout }) {
  return <line className={styles.trunk} x1={meeting.x} x2={meeting.x} y1={meeting.y} y2={outputY - 8} />;
}

const OUTPUT_PITCH = 25;

function Outputs({ layout: { meeting, outputY } }: { readonly layout: StreamsLayout }) {
  return (
    <g>
      {TRAINING_CLASSES.map((name, index) => (
        <g key={name} style={{ '--class': CLASS_STYLES[name].textColour } as CSSProperties}>
          <circle
            className={styles.output}
            cx={meeting.x + (index - (TRAINING_CLASSES.length - 1) / 2) * OUTPUT_PITCH}
            cy={outputY}
            r={10.5}
          />
          <text
            className={styles.outputName}
            x={meeting.x + (index - (TRAINING_CLASSES.length - 1) / 2) * OUTPUT_PITCH}
            y={outputY + 4.5}
          >
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

interface BoxesProps {
  readonly boxes: readonly PlacedBox[];
  readonly nameOf: (representation: string) => string;
  readonly onPoint: (sentence: string | null) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One stop of the Tab key; within it the arrow keys, Home and End move from box to box. */
function Boxes({ boxes, nameOf, onPoint }: BoxesProps) {
  const prefix = useId();
  const [current, setCurrent] = useState(0);
  const reached = Math.min(current, boxes.length - 1);
  const move = (event: KeyboardEvent, from: number): void => {
    const step = STEPS[event.key];
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? boxes.length - 1 : step && from + step;
    if (target === undefined) return;
    event.preventDefault();
    document.getElementById(`${prefix}${Math.max(0, Math.min(boxes.length - 1, target))}`)?.focus();
  };
  return boxes.map((box, index) => {
    const sentence = sentenceOf(box, nameOf);
    const tell = (): void => onPoint(sentence);
    return (
      // biome-ignore lint/a11y/useSemanticElements: HTML has no button that lives inside a drawing.
      <g
        key={box.key}
        id={`${prefix}${index}`}
        role="button"
        tabIndex={index === reached ? 0 : -1}
        aria-label={sentence}
        className={styles.box}
        style={colours(box.representation)}
        onFocus={() => {
          setCurrent(index);
          tell();
        }}
        onClick={tell}
        onPointerEnter={tell}
        onBlur={() => onPoint(null)}
        onPointerLeave={() => onPoint(null)}
        onKeyDown={(event) => move(event, index)}
      >
        <rect className={styles.target} x={box.x} y={box.y - 3} width={box.width} height={BOX_HEIGHT + 6} />
        <rect className={styles.plate} x={box.x} y={box.y} width={box.width} height={BOX_HEIGHT} rx={5} />
        <text className={styles.boxText} x={box.x + box.width / 2} y={box.y + BOX_HEIGHT / 2 + 4.3}>
          {box.text}
        </text>
      </g>
    );
  });
}

function sentenceOf({ representation, block, text }: PlacedBox, nameOf: (representation: string) => string): string {
  const owner = representation === null ? 'All streams' : nameOf(representation);
  if (block) return `${owner}: ${block.sentence}`;
  if (representation === null) return 'All streams: weighted average of the class probabilities';
  const weight = text.replace('× ', '');
  return `${owner}: its class probabilities count ${weight === '?' ? 'with a weight that is fitted after training' : `with weight ${weight}`}`;
}
