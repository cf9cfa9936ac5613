import { type ReactNode, useCallback, useState } from 'react';
import { type Problem, problemOf } from '../../domain/problem';
import { DataPanel } from '../data/data-panel';
import { useActions } from '../lab-context';
import { RepresentationsPanel } from '../representations/representations-panel';
import { RoomsProvider, useRooms } from '../rooms';
import { StripPanel } from '../strip/strip-panel';
import { DropTarget } from './drop-target';
import { Header } from './header';
import { PipelineNav } from './pipeline-nav';
import { Problems } from './problems';
import { RoomFrame } from './room-frame';
import classes from './shell.module.css';
import { UpdatePrompt } from './update-prompt';

interface ShellProps {
  readonly fusion: ReactNode;
  readonly train: ReactNode;
  readonly compare: ReactNode;
}

/** The one screen: pipeline above, and below it the rooms in the order in which the data flows. */
export function Shell(props: ShellProps) {
  return (
    <RoomsProvider>
      <Page {...props} />
    </RoomsProvider>
  );
}

function Page({ fusion, train, compare }: ShellProps) {
  const { openFiles } = useActions();
  const [failedDrop, setFailedDrop] = useState<Problem | null>(null);
  const onFailure = useCallback((thrown: unknown) => setFailedDrop(problemOf(thrown)), []);
  return (
    <>
      <div className={classes.top}>
        <Header />
        <PipelineNav />
      </div>
      <main className={classes.main}>
        <UpdatePrompt />
        <Problems ofThePage={failedDrop} onDismissOfThePage={() => setFailedDrop(null)} />
        <RoomFrame room="data">
          <DataRoom />
        </RoomFrame>
        <RoomFrame room="representations">
          <RepresentationsPanel />
        </RoomFrame>
        <RoomFrame room="fusion">{fusion}</RoomFrame>
        <div className={classes.race}>
          <RoomFrame room="train">{train}</RoomFrame>
          <RoomFrame room="compare">{compare}</RoomFrame>
        </div>
      </main>
      <DropTarget onFiles={openFiles} onFailure={onFailure} />
    </>
  );
}

function DataRoom() {
  const open = useRooms().open.has('data');
  return (
    <>
      <DataPanel open={open} />
      <StripPanel />
    </>
  );
}
