import { Component, type ReactNode, Suspense } from 'react';
import type { Room } from '../rooms';
import controls from '../theme/controls.module.css';
import classes from './shell.module.css';
import { roomId } from './use-go-to';

interface RoomFrameProps {
  readonly room: Room;
  readonly children: ReactNode;
}

/** A place of the page that can be gone to; its panel may still be loading, and may fail without taking the others along. */
export function RoomFrame({ room, children }: RoomFrameProps) {
  return (
    <div id={roomId(room)} className={classes.room} data-room={room} tabIndex={-1}>
      <PanelBoundary room={room}>
        <Suspense fallback={<div className={`${controls.card} ${classes.loading}`} />}>{children}</Suspense>
      </PanelBoundary>
    </div>
  );
}

class PanelBoundary extends Component<RoomFrameProps, { readonly failure: string | null }> {
  override state = { failure: null };

  static getDerivedStateFromError(thrown: unknown): { failure: string } {
    return { failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return (
      <div role="alert" className={classes.problems}>
        <p>
          The panel "{this.props.room}" has failed: {this.state.failure} The rest of the lab goes on; please report
          this.
        </p>
        <button type="button" className={controls.button} onClick={() => this.setState({ failure: null })}>
          Draw it again
        </button>
      </div>
    );
  }
}
