import { Box, Text } from 'ink';

/** Prepared lines, one below the other, in a box of a fixed height. */
export function Lines({ lines, height = lines.length }: { lines: readonly string[]; height?: number }) {
  if (height <= 0) return null;
  return (
    <Box flexDirection="column" height={height} flexShrink={0} overflow="hidden">
      {lines.slice(0, height).map((line, index) => (
        // Lines have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Text key={index} wrap="truncate">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  );
}
