import { NotReadyError, PilotageError, UsageError } from '../../base/errors.ts';

/** What is wrong, by the SQLSTATE or its class: PostgreSQL's documentation, appendix A. */
const advice: readonly (readonly [codes: RegExp, next: string, own: 'usage' | 'not ready'])[] = [
  [/^28/, 'Check the user and the password in DATABASE_URL.', 'usage'],
  [/^3D000$/, 'Check the name of the database in DATABASE_URL, or create it: createdb NAME', 'usage'],
  [
    /^42501$/,
    'The user needs to be allowed to create tables: GRANT CREATE ON SCHEMA public TO USER',
    'usage',
  ],
  [
    /^(25006|53|55|57|58|08|40)/,
    'PostgreSQL cannot do it now; it is tried again when it is asked again.',
    'not ready',
  ],
];

/** What PostgreSQL or the way to it says, with what to do. Our own errors, and defects, stay as they are. */
export function explained(error: unknown, where: string): unknown {
  if (error instanceof PilotageError || !(error instanceof Error)) return error;
  const { code = '', message } = error as Error & { code?: string };
  for (const [codes, next, own] of advice) {
    if (!codes.test(code)) continue;
    const text = `PostgreSQL at ${where}: ${message}`;
    return own === 'usage'
      ? new UsageError(text, next, { cause: error })
      : new NotReadyError(text, next, { cause: error });
  }
  // An SQLSTATE that is not among them is a mistake of ours; all else comes from the way there.
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E')) return error;
  if (error instanceof TypeError || error instanceof RangeError) return error;
  return new NotReadyError(
    `PostgreSQL at ${where} does not answer: ${message || code}`,
    'Check that it runs and that DATABASE_URL leads to it.',
    { cause: error },
  );
}

/** An address as it may be shown: without user and password. */
export function shown(url: string): string {
  try {
    const { host, hostname, pathname } = new URL(url);
    return `${host || hostname || 'the local socket'}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
