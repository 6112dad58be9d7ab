import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts a `minikube` into `folder` that means the run's profile, so that the lesson says `minikube start` as every
 * book does. A learner who names a profile gets that one.
 */
export function writeProfileScript(folder: string, program: string, profile: string): void {
  mkdirSync(folder, { recursive: true });
  const script = `#!/usr/bin/env bash
for argument; do
  case $argument in
  -p | -p=* | --profile | --profile=*) exec ${quoted(program)} "$@" ;;
  --) break ;;
  esac
done
exec ${quoted(program)} -p ${quoted(profile)} "$@"
`;
  const file = join(folder, 'minikube');
  writeFileSync(file, script);
  chmodSync(file, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
