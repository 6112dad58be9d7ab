import type { Call } from '../call.ts';

export async function checkFields(_call: Call, _body: unknown): Promise<readonly string[]> {
  return [];
}
