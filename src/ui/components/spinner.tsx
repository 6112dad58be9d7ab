import { Text, useAnimation } from 'ink';
import type { MovingRow } from '../frame.ts';
import { theme } from '../theme.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The only thing on the screen that moves by itself, so that nothing else is drawn again for it. */
export function Spinner({ since, after }: Pick<MovingRow, 'since' | 'after'>) {
  const { frame } = useAnimation({ interval: 120 });
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  return (
    <Text>
      {theme.accent(frames[frame % frames.length] ?? '')} {after(seconds)}
    </Text>
  );
}
