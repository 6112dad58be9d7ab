import { KubectlError } from '../errors.ts';
import { type FlagSpec, type Flags, flag } from './flags.ts';

export const OUTPUT: readonly FlagSpec[] = [
  flag('output o', 'string', 'json, yaml, name, jsonpath=TEMPLATE or go-template=TEMPLATE'),
  flag('template', 'string'),
  flag('show-managed-fields', 'bool'),
  flag('allow-missing-template-keys', 'bool', undefined, 'true'),
];

export const FILES: readonly FlagSpec[] = [
  flag('filename f', 'list', 'a manifest: file, folder, URL, or - for standard input'),
  flag('recursive R', 'bool', 'with -f: the folders inside too'),
  flag('kustomize k', 'string', 'a folder with a kustomization.yaml'),
];

export const SELECTOR = flag('selector l', 'string', 'the labels to select by: app=web,tier!=db');

export const DRY_RUN: FlagSpec = {
  ...flag('dry-run', 'optional', 'none, client (send nothing) or server (store nothing)', 'none'),
  bare: 'unchanged',
};

/** Flags that change nothing here: fields are always checked by the server, the manager is always the same. */
export const WRITE: readonly FlagSpec[] = [
  DRY_RUN,
  flag('field-manager', 'string'),
  {
    ...flag('validate', 'optional', 'strict, warn or ignore: unknown fields in manifests', 'strict'),
    bare: 'strict',
  },
];

export type DryRun = 'none' | 'client' | 'server';

/** @throws KubectlError */
export function dryRunOf(flags: Flags): DryRun {
  const value = flags.string('dry-run');
  if (value === '') return 'none';
  if (value === 'none' || value === 'client' || value === 'server') return value;
  throw new KubectlError(`error: Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** `created`, `created (dry run)`, `created (server dry run)`. */
export function operation(done: string, dryRun: DryRun): string {
  if (dryRun === 'none') return done;
  return `${done} ${dryRun === 'client' ? '(dry run)' : '(server dry run)'}`;
}

/** The query of a write. */
export function writeQuery(flags: Flags, dryRun: DryRun): Record<string, string | undefined> {
  return {
    dryRun: dryRun === 'server' ? 'All' : undefined,
    fieldManager: flags.string('field-manager') || undefined,
  };
}

/** What --validate means as `fieldValidation`. */
export function fieldValidation(flags: Flags): string {
  const value = flags.string('validate');
  if (value === 'true' || value === 'strict') return 'Strict';
  if (value === 'warn') return 'Warn';
  if (value === 'false' || value === 'ignore') return 'Ignore';
  throw new KubectlError(
    `error: invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
  );
}
