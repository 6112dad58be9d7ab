import { Text, useApp, useInput } from 'ink';
import { useState } from 'react';
import type { Language } from '../base/languages.ts';
import { isFinished, progress } from '../engine/select.ts';
import type { RunState } from '../engine/state.ts';
import { type Lesson, proseOf } from '../lesson/load.ts';
import { footer } from './components/footer.ts';
import { Frame, smallest, useSize } from './components/frame.tsx';
import { Lines } from './components/lines.tsx';
import { messages } from './i18n/catalogues.ts';
import type { Messages } from './i18n/messages.ts';
import { intentOf } from './keymap.ts';
import { nextLanguage } from './language.ts';
import { renderProse } from './prose/render.ts';
import { show } from './screen.tsx';
import { HelpScreen } from './screens/help-screen.tsx';
import { viewport } from './step/layout.ts';
import { ends, toWidth } from './text.ts';
import { marks, theme } from './theme.ts';

export interface MenuItem {
  readonly lesson: Lesson;
  /** The run that was begun, if any. */
  readonly state: RunState | undefined;
}

export interface MenuChoice {
  readonly lesson: Lesson;
  readonly language: Language;
}

/** Shows the workshops until one is chosen; undefined when the learner leaves. */
export async function runMenu(
  items: readonly MenuItem[],
  language: Language,
): Promise<MenuChoice | undefined> {
  let choice: MenuChoice | undefined;
  await show(
    <Menu
      items={items}
      language={language}
      onChoose={(chosen) => {
        choice = chosen;
      }}
    />,
  );
  return choice;
}

interface MenuProps {
  readonly items: readonly MenuItem[];
  readonly language: Language;
  readonly onChoose: (choice: MenuChoice) => void;
}

export function Menu({ items, language: initial, onChoose }: MenuProps) {
  const { exit } = useApp();
  const size = useSize();
  const [language, setLanguage] = useState(initial);
  const [at, setAt] = useState(0);
  const [help, setHelp] = useState(false);
  const say = messages(language);
  const chosen = items[at];

  useInput(
    (input, key) => {
      const intent = intentOf(input, key);
      if (intent === 'down') setAt((index) => Math.min(items.length - 1, index + 1));
      if (intent === 'up') setAt((index) => Math.max(0, index - 1));
      if (intent === 'language' && chosen) setLanguage(nextLanguage(chosen.lesson, language));
      if (intent === 'help') setHelp(true);
      if (intent === 'primary' && chosen) onChoose({ lesson: chosen.lesson, language });
      if (intent === 'primary' || intent === 'quit' || intent === 'stop') exit();
    },
    { isActive: !help },
  );

  if (!size.fits) return <Text>{say.tooSmall(smallest.columns, smallest.rows)}</Text>;
  if (help) return <HelpScreen say={say} onClose={() => setHelp(false)} />;
  const lines = items.map((item, index) => itemLine(item, index === at, language, say, size.columns - 2));
  const intro = chosen ? renderProse(proseOf(chosen.lesson, language).intro, size.columns - 6) : [];
  const body = ['', ...lines.map((line) => ` ${line}`), '', ...intro.map((line) => `   ${line}`)];
  return (
    <Frame
      size={size}
      left="pilotage"
      right={say.menuTitle}
      footer={footer(
        [
          { intent: 'primary', label: 'start' },
          { intent: 'down', label: 'select' },
          { intent: 'language', label: 'language' },
          { intent: 'help', label: 'help' },
          { intent: 'quit', label: 'quit' },
        ],
        say,
        size.columns,
      )}
    >
      <Lines lines={viewport(body, size.rows, 0, (hidden) => theme.faint(`   … ${say.more(hidden)}`))} />
    </Frame>
  );
}

function itemLine(
  { lesson, state }: MenuItem,
  here: boolean,
  language: Language,
  say: Messages,
  width: number,
): string {
  const title = proseOf(lesson, language).title;
  const mark = here ? theme.accent(marks.here) : ' ';
  const left = `${mark} ${here ? theme.title(title) : title}`;
  return toWidth(ends(left, `${say.minutes(lesson.file.minutes)} · ${standing(state, say)}`, width), width);
}

function standing(state: RunState | undefined, say: Messages): string {
  if (!state) return say.fresh;
  if (isFinished(state)) return say.finished;
  const { settled, total } = progress(state);
  return say.progress(settled, total);
}
