import { Text, useApp, useInput } from 'ink';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { actions, currentStep } from '../engine/select.ts';
import type { Session } from '../runner/session.ts';
import { smallest, useSize } from './components/frame.tsx';
import { edit, editOf } from './editor.ts';
import { messages } from './i18n/catalogues.ts';
import type { Messages } from './i18n/messages.ts';
import { type Intent, intentOf } from './keymap.ts';
import { nextLanguage } from './language.ts';
import { primaryAction } from './primary.ts';
import { runShell } from './run-shell.ts';
import { FinishScreen } from './screens/finish-screen.tsx';
import { HelpScreen } from './screens/help-screen.tsx';
import { StepScreen } from './screens/step-screen.tsx';
import { editKey } from './step/edit-keys.ts';
import { useStep } from './step/use-step.ts';
import { useOutputVersion } from './use-output.ts';

/** A run on the screen, from its current step to its end or until the learner leaves. */
export function RunApp({ session }: { session: Session }) {
  const { exit, suspendTerminal } = useApp();
  const size = useSize();
  const state = useSyncExternalStore(
    (listener) => session.subscribe(listener),
    () => session.state,
  );
  useOutputVersion(session, state.current);
  const [screen, setScreen] = useState<'step' | 'help' | 'finish'>('step');
  const ui = useStep(session);
  const say = messages(state.language);
  const greeting = greetingOf(session, say);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the run was opened
  useEffect(() => ui.setNotice(greeting), []);
  useEffect(() => {
    if (session.failure) exit();
  });

  const act: Partial<Record<Intent, () => void>> = {
    primary: () => {
      const action = primaryAction(state);
      if (action === 'run') session.run();
      if (action === 'next' || action === 'finish') session.next();
      if (action === 'finish') setScreen('finish');
    },
    again: () => session.run(),
    edit: () => {
      const step = currentStep(state);
      if (step && actions(state).has('run')) {
        ui.setEdit(editOf(step.command?.command ?? session.step(step.plan.id).run ?? ''));
      }
    },
    hint: () => session.hint(),
    next: () => session.next(),
    back: () => session.back(),
    skip: () => session.skip(),
    stop: () => (actions(state).has('stop') ? session.stop() : ui.setNotice(say.ctrlC)),
    shell: () => {
      if (actions(state).has('shell')) void suspendTerminal(() => runShell(session));
    },
    language: () => session.setLanguage(nextLanguage(session.lesson, state.language)),
    help: () => setScreen('help'),
    quit: () => exit(),
  };

  const onEdit = (input: string, key: Parameters<typeof editKey>[1]) => {
    if (!ui.edit) return;
    if (key.escape || (key.ctrl && input === 'c')) return ui.setEdit(undefined);
    if (key.return) {
      ui.setEdit(undefined);
      return session.run(ui.edit.text);
    }
    const change = editKey(input, key);
    if (change) ui.setEdit(edit(ui.edit, change));
  };

  useInput(
    (input, key) => {
      ui.setNotice(undefined);
      if (ui.edit) return onEdit(input, key);
      const intent = intentOf(input, key);
      if (intent !== undefined && !ui.move(intent)) act[intent]?.();
    },
    { isActive: screen === 'step' },
  );

  if (!size.fits) return <Text>{say.tooSmall(smallest.columns, smallest.rows)}</Text>;
  if (screen === 'help') return <HelpScreen say={say} onClose={() => setScreen('step')} />;
  if (screen === 'finish') {
    return (
      <FinishScreen session={session} say={say} onBack={() => setScreen('step')} onLeave={() => exit()} />
    );
  }
  return <StepScreen session={session} ui={ui} say={say} />;
}

function greetingOf(session: Session, say: Messages): string | undefined {
  const { resumed, cut, interrupted } = session.opening;
  if (!resumed) return undefined;
  const parts = [say.resumed(session.state.current ?? '')];
  if (interrupted) parts.push(say.interrupted);
  if (cut) parts.push(say.journalCut);
  return parts.join(' ');
}
