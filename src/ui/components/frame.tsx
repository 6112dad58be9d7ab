import { Box, Text, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { ends } from '../text.ts';
import { theme } from '../theme.ts';

/** The smallest terminal in which a screen can be read. */
export const smallest = { columns: 40, rows: 12 };

export interface Size {
  readonly columns: number;
  /** Rows of the body: the terminal's without header, footer and the last, which stays free (see below). */
  readonly rows: number;
  readonly fits: boolean;
}

/** Header, rule and footer; and a frame as high as the terminal makes Ink clear the whole screen at each change. */
const frameRows = 4;

export function useSize(): Size {
  const { columns, rows } = useWindowSize();
  return {
    columns,
    rows: Math.max(1, rows - frameRows),
    fits: columns >= smallest.columns && rows >= smallest.rows,
  };
}

interface FrameProps {
  readonly size: Size;
  readonly left: string;
  readonly right: string;
  /** How far one is, from 0 to 1: the part of the rule that is drawn thick. */
  readonly progress?: number;
  readonly footer: string;
  readonly children: ReactNode;
}

/** What every screen has: a header, a rule that shows progress, the body, and the keys that work now. */
export function Frame({ size, left, right, progress = 0, footer, children }: FrameProps) {
  const done = Math.round(size.columns * progress);
  return (
    <Box flexDirection="column" width={size.columns}>
      <Text wrap="truncate">{ends(` ${theme.title(left)}`, `${theme.faint(right)} `, size.columns)}</Text>
      <Text wrap="truncate">
        {theme.accent('━'.repeat(done)) + theme.faint('─'.repeat(size.columns - done))}
      </Text>
      <Box flexDirection="column" height={size.rows} overflow="hidden">
        {children}
      </Box>
      <Text wrap="truncate"> {footer}</Text>
    </Box>
  );
}
