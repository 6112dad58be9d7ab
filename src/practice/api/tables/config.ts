import type { ConfigMap, Secret, ServiceAccount } from '../../objects.ts';
import { ageColumn, type Column, nameColumn } from './column.ts';

const size = (record: Record<string, string> | undefined) => Object.keys(record ?? {}).length;

const configMaps: Column<ConfigMap>[] = [
  nameColumn,
  { name: 'Data', cell: ({ data, binaryData }) => String(size(data) + size(binaryData)) },
  ageColumn,
];

const secrets: Column<Secret>[] = [
  nameColumn,
  { name: 'Type', cell: ({ type }) => type ?? '' },
  { name: 'Data', cell: ({ data }) => String(size(data)) },
  ageColumn,
];

const serviceAccounts: Column<ServiceAccount>[] = [
  nameColumn,
  { name: 'Secrets', cell: ({ secrets: list }) => String(list?.length ?? 0) },
  ageColumn,
];

export const configColumns = {
  configmaps: configMaps as Column[],
  secrets: secrets as Column[],
  serviceaccounts: serviceAccounts as Column[],
};
