import { Text, useIsScreenReaderEnabled } from 'ink';
import { memo } from 'react';
import type { MovingRow, Row } from '../frame.ts';
import type { Messages } from '../i18n/messages.ts';
import { spoken } from '../spoken.ts';
import { Spinner } from './spinner.tsx';

/** Prepared rows, one below the other. Each is drawn again only when it has changed. */
export function Rows({ rows, say }: { rows: readonly Row[]; say: Messages }) {
  const isRead = useIsScreenReaderEnabled();
  if (isRead) return <Text>{spoken(rows, say).join('\n')}</Text>;
  // Rows have no identity but their place.
  return rows.map((row, index) =>
    typeof row === 'string' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Line key={index} text={row} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Moving key={index} row={row} />
    ),
  );
}

const Line = memo(({ text }: { text: string }) => <Text wrap="truncate">{text === '' ? ' ' : text}</Text>);

function Moving({ row }: { row: MovingRow }) {
  return (
    <Text wrap="truncate">
      {row.before}
      <Spinner since={row.since} after={row.after} />
    </Text>
  );
}
