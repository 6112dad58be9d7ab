/**
 * Why a check is not green, or a step failed. A reason is data, so that the journal keeps it and each learner reads it
 * in their own language; `catalogues.ts` turns it into words. Its cause, where one is known, follows after a semicolon.
 */
export interface ReasonParams {
  /** The API server does not answer. */
  'cluster-unreachable': { error: string };
  'object-missing': { object: string };
  'command-exit': { exit: number | null; line: string };
  'command-timeout': { seconds: number };
  'output-mismatch': { pattern: string; line: string };
}

export type ReasonId = keyof ReasonParams;

export type Reason = {
  [Id in ReasonId]: { readonly id: Id; readonly params: ReasonParams[Id]; readonly cause?: Reason };
}[ReasonId];

/** The words for every reason, in one language. A missing key does not compile. */
export type ReasonCatalogue = { readonly [Id in ReasonId]: (params: ReasonParams[Id]) => string };
