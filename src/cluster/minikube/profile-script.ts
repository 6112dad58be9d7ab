import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../../base/quote.ts';

/**
 * Puts a `minikube` into `folder` that means the run's profile, so that the lesson says `minikube start` as every
 * book does. A learner who names a profile gets that one.
 */
export function writeProfileScript(folder: string, program: string, profile: string): void {
  mkdirSync(folder, { recursive: true });
  const script = `#!/usr/bin/env bash
for argument; do
  case $argument in
  -p | -p=* | --profile | --profile=*) exec ${quote(program)} "$@" ;;
  --) break ;;
  esac
done
exec ${quote(program)} -p ${quote(profile)} "$@"
`;
  const file = join(folder, 'minikube');
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}
