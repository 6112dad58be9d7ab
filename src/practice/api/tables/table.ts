import type { KubeObject } from '../../types.ts';
import { columnsOf } from '../custom/columns.ts';
import { partialMetadata } from '../partial.ts';
import { qualifiedName, type Resource } from '../resources/resource.ts';
import { type Column, createdColumn, nameColumn } from './column.ts';
import { configColumns } from './config.ts';
import { networkColumns } from './network.ts';
import { nodeColumns } from './nodes.ts';
import { podColumns } from './pods.ts';
import { policyColumns } from './policy.ts';
import { storageColumns } from './storage.ts';
import { workloadColumns } from './workloads.ts';

/** The columns of each resource, by its name with its group. */
const columns: Readonly<Record<string, readonly Column[]>> = {
  ...podColumns,
  ...workloadColumns,
  ...networkColumns,
  ...nodeColumns,
  ...configColumns,
  ...storageColumns,
  ...policyColumns,
};

export interface TableRequest {
  resource: Resource;
  objects: readonly KubeObject[];
  /** Milliseconds since the epoch, for ages. */
  now: number;
  /** How much of each object a row carries: None, Metadata or Object. */
  include: string;
  /** Of meta.k8s.io. */
  version: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

/** `meta.k8s.io` Table: what `kubectl get` prints. */
export function tableOf({ resource, objects, now, include, version, metadata }: TableRequest): object {
  const shown = resource.custom
    ? columnsOf(resource.custom)
    : (columns[qualifiedName(resource)] ?? [nameColumn, createdColumn]);
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${version}`,
    metadata,
    columnDefinitions: shown.map((column) => ({
      name: column.name,
      type: column.type ?? 'string',
      format: column.format ?? '',
      description: '',
      priority: column.wide ? 1 : 0,
    })),
    rows: objects.map((object) => ({
      cells: shown.map((column) => column.cell(object, now)),
      ...(include === 'None'
        ? {}
        : { object: include === 'Object' ? object : partialMetadata(object, version) }),
    })),
  };
}
