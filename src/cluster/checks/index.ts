import type { WatchCheck } from '../types.ts';
import { watchCommand } from './command.ts';
import { watchFileCheck } from './file.ts';
import { watchHttp } from './http.ts';
import { watchLogs } from './logs.ts';
import { watchResource } from './resource.ts';
import { watchVariable } from './variable.ts';

/**
 * Watches a check of any kind until `signal` is aborted; afterwards nothing is reported and nothing is left open.
 * It never throws: what goes wrong is a red verdict.
 */
export const watchCheck: WatchCheck = (check, context, report, signal) => {
  if (signal.aborted) return;
  if ('resource' in check) watchResource(check, context, report, signal);
  else if ('http' in check) watchHttp(check, context, report, signal);
  else if ('logs' in check) watchLogs(check, context, report, signal);
  else if ('command' in check) watchCommand(check, context, report, signal);
  else if ('variable' in check) watchVariable(check, context, report, signal);
  else if ('file' in check) watchFileCheck(check, context, report, signal);
};
