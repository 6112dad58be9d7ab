import { Text, useAnimation } from 'ink';
import { theme } from '../theme.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * The only thing on the screen that moves by itself, so that nothing else is drawn again for it.
 * `text` is told how many seconds have passed since `since` (ISO 8601).
 */
export function Spinner({ since, text }: { since: string; text: (seconds: number) => string }) {
  const { frame } = useAnimation({ interval: 120 });
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  return (
    <Text wrap="truncate">
      {theme.accent(frames[frame % frames.length] ?? '')} {text(seconds)}
    </Text>
  );
}
