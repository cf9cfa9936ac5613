import { type CSSProperties, type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { classLabel } from '../../domain/task';
import { useElementSize } from '../drawing/use-element-size';
import { useLab } from '../lab-context';
import { classStyle, modalityColour, modalityTextColour } from '../theme/meaning';
import { grouped } from '../wording/numbers';
import type { StreamPlan } from './stream-shares';
import styles from './streams.module.css';
import type { PlacedBox, PlacedStream, StreamsLayout } from './streams-layout';

interface StreamsDiagramProps {
  readonly plan: StreamPlan;
  /** Keep it between renders: the streams are laid out again when it changes. */
  readonly layoutOf: (plan: StreamPlan, widthPx: number) => StreamsLayout;
  /** How high it probably gets, for the time before its width is known. */
  readonly expectedHeightPx: number;
  /** It takes no part in the race: drawn faint. */
  readonly resting: boolean;
  /** Name of the strategy. */
  readonly label: string;
  readonly nameOf: (representation: string) => string;
  /** What the pointer or the keyboard is on, null when it leaves. */
  readonly onDescribe: (sentence: string | null) => void;
}

/** A strategy as streams: ribbons from the representations, boxes of layers, and the place where they meet. */
export function StreamsDiagram({ plan, label, nameOf, onDescribe, ...props }: StreamsDiagramProps) {
  const { layoutOf, expectedHeightPx, resting } = props;
  const stage = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(stage);
  const layout = useMemo(() => (width > 0 ? layoutOf(plan, width) : null), [plan, width, layoutOf]);
  const heightPx = layout?.heightPx ?? expectedHeightPx;
  return (
    <div ref={stage} className={styles.stage} data-resting={resting || undefined} style={{ height: heightPx }}>
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
      <Label placed={placed} name={name} />
    </g>
  );
}

/** Name and count below each other, or side by side where they have the same line. */
function Label({
  placed: { x, nameY, countY, stream },
  name,
}: {
  readonly placed: PlacedStream;
  readonly name: string;
}) {
  const count = grouped(stream.features);
  const beside = countY === nameY;
  return (
    <>
      <text className={styles.name} x={x} y={nameY}>
        {name}
        {beside && (
          <tspan className={styles.count} dx={5}>
            {count}
          </tspan>
        )}
      </text>
      {countY !== null && !beside && (
        <text className={styles.count} x={x} y={countY}>
          {count}
        </text>
      )}
    </>
  );
}

function Trunk({ layout: { meeting, outputY } }: { readonly layout: StreamsLayout }) {
  return <line className={styles.trunk} x1={meeting.x} x2={meeting.x} y1={meeting.y} y2={outputY - 8} />;
}

const OUTPUT_PITCH = 24;

/** Two letters of a longer name, the initials of several words; the whole is the title. */
function outputName(label: string): string {
  const [first = '', second] = label.split(' ');
  return second ? `${first.charAt(0)}${second.charAt(0)}` : first.slice(0, 2);
}

function Outputs({ layout: { meeting, outputY, heightPx } }: { readonly layout: StreamsLayout }) {
  const classes = useLab((state) => state.plan.classes);
  const radius = Math.min(10.5, heightPx - outputY - 1);
  return (
    <g>
      {classes.map((each, index) => (
        <g key={each.id} style={{ '--class': classStyle(index).textColour } as CSSProperties}>
          <title>{each.name}</title>
          <circle
            className={styles.output}
            cx={meeting.x + (index - (classes.length - 1) / 2) * OUTPUT_PITCH}
            cy={outputY}
            r={radius}
          />
          <text
            className={styles.outputName}
            data-long={classLabel(each).length > 1 || undefined}
            x={meeting.x + (index - (classes.length - 1) / 2) * OUTPUT_PITCH}
            y={outputY + 4.5}
          >
            {outputName(classLabel(each))}
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
        <BoxShape box={box} />
      </g>
    );
  });
}

const PLATE_HEIGHT = 6;

/** A plate with its text, or the thin plates of many layers; the pointer need not hit them exactly. */
function BoxShape({ box: { x, y, width, height, text, plates } }: { readonly box: PlacedBox }) {
  const margin = plates > 0 ? 0 : height / 8;
  const pitch = height / Math.max(1, plates);
  return (
    <>
      <rect className={styles.target} x={x} y={y - margin} width={width} height={height + 2 * margin} rx={3} />
      {plates === 0 && <rect className={styles.plate} x={x} y={y} width={width} height={height} rx={5} />}
      {Array.from({ length: plates }, (_, layer) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: layers have no other identity here and never move.
          key={layer}
          className={styles.plate}
          x={x}
          y={y + layer * pitch + (pitch - PLATE_HEIGHT) / 2}
          width={width}
          height={PLATE_HEIGHT}
          rx={3}
        />
      ))}
      {text && (
        <text className={styles.boxText} x={x + width / 2} y={y + height / 2 + 4.3}>
          {text}
        </text>
      )}
    </>
  );
}

function sentenceOf({ representation, block, text }: PlacedBox, nameOf: (representation: string) => string): string {
  const owner = representation === null ? 'All streams' : nameOf(representation);
  if (block) return `${owner}: ${block.sentence}`;
  if (representation === null) return 'All streams: weighted average of the class probabilities';
  const weight = text.replace('× ', '');
  return `${owner}: its class probabilities count ${weight === '?' ? 'with a weight that is fitted after training' : `with weight ${weight}`}`;
}
