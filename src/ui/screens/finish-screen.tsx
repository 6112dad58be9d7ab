import { useInput } from 'ink';
import { useState } from 'react';
import { path } from '../../engine/select.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import { footer } from '../components/footer.ts';
import { Frame, useSize } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import type { Messages } from '../i18n/messages.ts';
import { intentOf } from '../keymap.ts';
import { renderProse } from '../prose/render.ts';
import { maxOffset, viewport } from '../step/layout.ts';
import { theme } from '../theme.ts';

interface FinishProps {
  readonly session: Session;
  readonly say: Messages;
  readonly onBack: () => void;
  readonly onLeave: () => void;
}

/** What was done, and the lesson's closing page. */
export function FinishScreen({ session, say, onBack, onLeave }: FinishProps) {
  const size = useSize();
  const [offset, setOffset] = useState(0);
  const { state } = session;
  const steps = path(state);
  const done = steps.filter(({ status }) => status === 'done').length;
  const skipped = steps.filter(({ status }) => status === 'skipped').length;
  const minutes = Math.max(1, Math.round((Date.parse(state.lastAt) - Date.parse(state.startedAt)) / 60_000));
  const closing = renderProse(proseOf(session.lesson, state.language).closing, size.columns - 2);
  const lines = ['', theme.good(say.finishSummary(done, skipped, minutes)), '', ...closing].map(
    (line) => ` ${line}`,
  );

  useInput((input, key) => {
    const intent = intentOf(input, key);
    if (intent === 'back') onBack();
    if (intent === 'primary' || intent === 'quit' || intent === 'close') onLeave();
    const moves = { down: 1, up: -1, 'page-down': size.rows - 1, 'page-up': 1 - size.rows } as const;
    if (intent && intent in moves) {
      const by = moves[intent as keyof typeof moves];
      setOffset((at) => Math.max(0, Math.min(maxOffset(lines.length, size.rows), at + by)));
    }
  });

  const offers = [
    { intent: 'primary', label: 'leave' },
    { intent: 'back', label: 'back' },
    { intent: 'down', label: 'scroll' },
  ] as const;
  return (
    <Frame
      size={size}
      left={say.finishTitle}
      right={proseOf(session.lesson, state.language).title}
      progress={1}
      footer={footer(offers, say, size.columns)}
    >
      <Lines
        lines={viewport(lines, size.rows, offset, (hidden) => theme.faint(` … ${say.more(hidden)}`))}
        height={size.rows}
      />
    </Frame>
  );
}
