import type { Definition } from '../custom/definition.ts';

export function defaultDefinition({ spec }: Definition): void {
  spec.conversion ??= { strategy: 'None' };
  spec.names.singular ||= spec.names.kind?.toLowerCase() ?? '';
  spec.names.listKind ||= `${spec.names.kind}List`;
}
