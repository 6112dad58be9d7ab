import { useInput } from 'ink';
import { footer } from '../components/footer.ts';
import { Frame, useSize } from '../components/frame.tsx';
import { Lines } from '../components/lines.tsx';
import type { Messages } from '../i18n/messages.ts';
import { bindings, intentOf } from '../keymap.ts';
import { toWidth, wrap } from '../text.ts';
import { theme } from '../theme.ts';

/** All keys, and in three sentences what this is. Any of the keys that leave a screen closes it. */
export function HelpScreen({ say, onClose }: { say: Messages; onClose: () => void }) {
  const size = useSize();
  useInput((input, key) => {
    const intent = intentOf(input, key);
    if (intent === 'close' || intent === 'quit' || intent === 'help' || intent === 'primary') onClose();
  });
  const keys = bindings.map(({ shown, label }) => ` ${theme.key(toWidth(shown, 8))} ${say.keys[label]}`);
  const half = Math.ceil(keys.length / 2);
  const column = Math.floor(size.columns / 2);
  const rows = keys.slice(0, half).map((left, index) => toWidth(left, column) + (keys[half + index] ?? ''));
  const text = wrap(say.helpText, size.columns - 2).map((line) => ` ${line}`);
  return (
    <Frame
      size={size}
      left={say.helpTitle}
      right="pilotage"
      footer={footer([{ intent: 'close', label: 'close' }], say, size.columns)}
    >
      <Lines lines={['', ...text, '', ...rows]} height={size.rows} />
    </Frame>
  );
}
