import { Box } from 'ink';
import { currentStep, path, progress } from '../../engine/select.ts';
import { proseOf } from '../../lesson/load.ts';
import type { Session } from '../../runner/session.ts';
import { footer } from '../components/footer.ts';
import { Frame, useSize } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import { Spinner } from '../components/spinner.tsx';
import type { Messages } from '../i18n/messages.ts';
import type { Offer } from '../keymap.ts';
import { checkLines } from '../step/checks.ts';
import { commandLines, editLines } from '../step/command.ts';
import { layout, viewport, widths } from '../step/layout.ts';
import { stepOffers } from '../step/offers.ts';
import { outputLines } from '../step/output.ts';
import { sectionLines } from '../step/section.ts';
import { statusLine } from '../step/status.ts';
import type { StepUi } from '../step/use-step.ts';
import { theme } from '../theme.ts';

const editOffers: readonly Offer[] = [
  { intent: 'primary', label: 'runEdited' },
  { intent: 'close', label: 'cancel' },
];

/** The screen on which a learner spends the hour: prose, command, output, checks. */
export function StepScreen({ session, ui, say }: { session: Session; ui: StepUi; say: Messages }) {
  const size = useSize();
  const { state } = session;
  const step = currentStep(state);
  if (!step) return null;
  const lesson = session.step(step.plan.id);
  const room = widths(size.columns);
  const more = (lines: number) => say.more(lines);

  const prose = sectionLines(session, step, say, room.prose);
  const command = ui.edit
    ? [theme.faint(say.editing), ...editLines(ui.edit, room.side)]
    : commandLines(step.command?.command ?? lesson.run ?? '', room.side, Math.max(3, size.rows - 10), more);
  const shownCommand = lesson.run === undefined ? [] : command;
  const checks = checkLines(step, lesson.checks ?? [], state.language, say, room.side);
  const output = outputLines(step, session.output(step.plan.id), say, room.side);
  const fixed = shownCommand.length + checks.length + 3;
  const sizes = layout({
    columns: size.columns,
    rows: size.rows,
    fixed,
    prose: prose.length + 1,
    output: output.length,
    focus: ui.focus,
  });
  ui.measured({ prose: [prose.length, sizes.proseHeight], output: [output.length, sizes.outputHeight] });

  const sign = (hidden: number, side: 'above' | 'below') =>
    theme.faint(`${side === 'above' ? '↑' : '↓'} ${say.more(hidden)}`);
  const proseShown = viewport(prose, sizes.proseHeight, ui.scroll.prose, sign);
  // Output is followed: its window is counted from the end.
  const outputTop = Math.max(0, output.length - sizes.outputHeight - ui.scroll.output);
  const outputShown = viewport(output, sizes.outputHeight, outputTop, sign);

  const status =
    step.status === 'running' || step.status === 'checking' ? (
      <Spinner
        since={step.command?.startedAt ?? state.lastAt}
        text={(seconds) => movingStatus(step, say, seconds)}
      />
    ) : (
      <Lines lines={[statusLine(step, say)]} />
    );
  const side = (
    <Box flexDirection="column" paddingX={1} flexShrink={0} width={sizes.wide ? room.side + 3 : size.columns}>
      <Lines lines={[theme.faint('─'.repeat(room.side))]} />
      <Lines lines={shownCommand} />
      <Lines lines={outputShown} />
      {status}
      <Lines lines={checks} />
      <Lines lines={ui.notice === undefined ? [] : [theme.wait(ui.notice)]} />
    </Box>
  );
  const steps = path(state);
  const number = steps.findIndex(({ plan }) => plan.id === step.plan.id) + 1;
  const { settled, total } = progress(state);
  return (
    <Frame
      size={size}
      left={proseOf(session.lesson, state.language).title}
      right={`${session.cluster.name} · ${say.step(number, total)}`}
      progress={settled / total}
      footer={footer(ui.edit ? editOffers : stepOffers(state), say, size.columns)}
    >
      <Box flexDirection={sizes.wide ? 'row' : 'column'}>
        <Box paddingX={1} width={sizes.wide ? room.prose + 2 : size.columns} flexShrink={0}>
          <Lines lines={proseShown} height={sizes.proseHeight} />
        </Box>
        {side}
      </Box>
    </Frame>
  );
}

function movingStatus(
  step: NonNullable<ReturnType<typeof currentStep>>,
  say: Messages,
  seconds: number,
): string {
  if (step.status === 'checking') return say.checking;
  if (step.stopping) return say.stopping;
  return step.plan.untilChecks ? say.runningUntil(seconds) : say.running(seconds);
}
