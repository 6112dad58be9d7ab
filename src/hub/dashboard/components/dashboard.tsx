import { useMemo, useState } from 'preact/hooks';
import { type Choice, everybody } from '../choice.ts';
import type { Class } from '../class.ts';
import { type Desk, DeskContext, type Sheet } from '../desk.ts';
import type { Connection } from '../feed.ts';
import type { Spoken } from '../i18n/spoken.ts';
import { useCommands } from '../use-commands.ts';
import { useKeys } from '../use-keys.ts';
import { Banner } from './banner.tsx';
import { ClassView } from './class-view.tsx';
import { Counts } from './counts.tsx';
import { Hands } from './hands.tsx';
import { Header } from './header.tsx';
import { Pace } from './pace.tsx';
import { OpenSheet } from './sheets.tsx';
import { Stuck } from './stuck.tsx';
import { Toast } from './toast.tsx';

interface DashboardProps {
  readonly room: Class;
  readonly token: string;
  readonly spoken: Spoken;
  readonly connection: Connection;
}

/** The page of the instructor and of assistants. */
export function Dashboard({ room, token, spoken, connection }: DashboardProps) {
  const [choice, choose] = useState<Choice>(everybody);
  const [sheet, show] = useState<Sheet | null>(null);
  const { act, toast, dismiss } = useCommands(token, spoken.words);
  const { role, state } = room.snapshot;
  const open = !state.ended;
  const desk = useMemo<Desk>(() => ({ spoken, role, open, act, show }), [spoken, role, open, act]);
  useKeys(room, desk, sheet !== null);
  return (
    <DeskContext.Provider value={desk}>
      <Header room={room} connection={connection} />
      <Banner room={room} connection={connection} />
      <Pace room={room} />
      <main class="floor">
        <Counts room={room} choice={choice} choose={choose} />
        <ClassView room={room} choice={choice} choose={choose} />
        <aside class="attention">
          <Hands room={room} />
          <Stuck room={room} />
        </aside>
      </main>
      {sheet && <OpenSheet key={JSON.stringify(sheet)} sheet={sheet} room={room} />}
      {toast && <Toast toast={toast} dismiss={dismiss} words={spoken.words} />}
    </DeskContext.Provider>
  );
}
