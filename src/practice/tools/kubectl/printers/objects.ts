import { readFileSync } from 'node:fs';
import { singularQualified } from '../api/discovery.ts';
import type { KubeObject } from '../api/objects.ts';
import { KubectlError } from '../errors.ts';
import { toJson, toTypedJson } from './json.ts';
import { asTyped } from './typed.ts';
import { toYaml } from './yaml.ts';

/** Prints one object or List. */
export type ObjectPrinter = (object: KubeObject) => string;

export interface PrintFlags {
  /** The value of -o. */
  output: string;
  template?: string;
  showManagedFields?: boolean;
  allowMissingKeys?: boolean;
  noHeaders?: boolean;
  /** What was done, for -o name and none: `created`, `configured (dry run)`. */
  operation?: string;
  /** Objects whose type kubectl knows are written in the order of its fields. */
  typed?: boolean;
  /** More formats that the command has, for the error text. */
  more?: readonly string[];
}

const FORMATS = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'template',
  'templatefile',
  'yaml',
];

/** The printer of `-o FORMAT`; a bare -o prints `type/name operation`. @throws KubectlError for an unknown format */
export async function objectPrinter(flags: PrintFlags): Promise<ObjectPrinter> {
  const equals = flags.output.indexOf('=');
  const format = equals < 0 ? flags.output : flags.output.slice(0, equals);
  const argument = equals < 0 ? (flags.template ?? '') : flags.output.slice(equals + 1);
  const complete = (object: KubeObject) => (flags.typed ? asTyped(object) : object);
  const visible = flags.showManagedFields
    ? complete
    : (object: KubeObject) => withoutManagedFields(complete(object));
  switch (format) {
    case '':
    case 'name':
      return namePrinter(format === 'name' ? '' : (flags.operation ?? ''));
    case 'json':
      return (object) => `${flags.typed ? toTypedJson(visible(object), 4) : toJson(visible(object), 4)}\n`;
    case 'yaml': {
      let first = true;
      return (object) => {
        const separator = first ? '' : '---\n';
        first = false;
        return separator + toYaml(visible(object));
      };
    }
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file': {
      const { jsonPathPrinter } = await import('./jsonpath-printer.ts');
      const template = format.endsWith('-file') ? readTemplate(argument) : argument;
      return jsonPathPrinter(template, format === 'jsonpath-as-json', flags.allowMissingKeys ?? true);
    }
    case 'go-template':
    case 'template':
    case 'go-template-file':
    case 'templatefile': {
      const { goTemplatePrinter } = await import('../go-template/printer.ts');
      return goTemplatePrinter(format.endsWith('file') ? readTemplate(argument) : argument);
    }
    default: {
      const formats = [...FORMATS, ...(flags.more ?? [])].sort();
      throw new KubectlError(
        `error: unable to match a printer suitable for the output format "${flags.output}", allowed formats are: ${formats.join(',')}`,
      );
    }
  }
}

export function readTemplate(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new KubectlError(`error: error reading template ${path}, open ${path}: no such file or directory`);
  }
}

/** `deployment.apps/web created`. */
export function namePrinter(operation: string): ObjectPrinter {
  return (object) => {
    if (Array.isArray(object.items)) {
      return (object.items as KubeObject[]).map((item) => namePrinter(operation)(item)).join('');
    }
    return `${typeSlashName(object)}${operation ? ` ${operation}` : ''}\n`;
  };
}

export function typeSlashName(object: KubeObject): string {
  const apiVersion = object.apiVersion ?? '';
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${singularQualified(object.kind ?? '', group)}/${object.metadata?.name ?? ''}`;
}

export function withoutManagedFields(object: KubeObject): KubeObject {
  if (Array.isArray(object.items)) {
    return { ...object, items: (object.items as KubeObject[]).map(withoutManagedFields) };
  }
  if (object.metadata?.managedFields === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
