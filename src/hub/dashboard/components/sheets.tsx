import type { Class } from '../class.ts';
import type { Sheet } from '../desk.ts';
import { EndSheet } from './end-sheet.tsx';
import { EveryoneSheet } from './everyone-sheet.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { LearnerSheet } from './learner-sheet.tsx';
import { LinksSheet } from './links-sheet.tsx';
import { MessageSheet } from './message-sheet.tsx';
import { StepSheet } from './step-sheet.tsx';

/** What is open above the page. */
export function OpenSheet({ sheet, room }: { sheet: Sheet; room: Class }) {
  switch (sheet.kind) {
    case 'learner':
      return <LearnerSheet room={room} id={sheet.id} />;
    case 'step':
      return <StepSheet room={room} id={sheet.id} />;
    case 'message':
      return <MessageSheet room={room} to={sheet.to} />;
    case 'everyone':
      return <EveryoneSheet room={room} />;
    case 'end':
      return <EndSheet />;
    case 'links':
      return <LinksSheet room={room} />;
    case 'keys':
      return <KeysSheet />;
  }
}
