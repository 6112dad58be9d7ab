import { readFileSync } from 'node:fs';
import type { ContainerPaths } from './container-paths.ts';

/** Whom a container's processes belong to. Nobody is refused anything for it: here files have no owners. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** All that it is in, ascending. */
  readonly groups: readonly number[];
  /** Undefined where the image's /etc/passwd does not know it. */
  readonly name: string | undefined;
  readonly home: string;
}

export const rootUser: User = { uid: 0, gid: 0, groups: [0], name: 'root', home: '/root' };

export interface WantedUser {
  /** `USER` of the image: `node`, `1000`, `1000:1000`. */
  image: string | undefined;
  uid?: number | undefined;
  gid?: number | undefined;
  /** Further groups. */
  groups?: readonly number[];
}

/** What the image's files make of it. */
export function findUser(paths: ContainerPaths, { image = '', uid, gid, groups = [] }: WantedUser): User {
  const [account = '', group = ''] = uid === undefined ? image.split(':') : [String(uid)];
  const known = rows(paths, '/etc/passwd').find(([name, , id]) => name === account || id === account);
  const ownGid = gid ?? idOf(paths, group) ?? Number(known?.[3] ?? 0);
  return {
    uid: Number(known?.[2] ?? (/^\d+$/.test(account) ? account : 0)),
    gid: ownGid,
    groups: [...new Set([ownGid, ...groups])].sort((a, b) => a - b),
    name: account === '' ? rootUser.name : known?.[0],
    home: account === '' ? rootUser.home : known?.[5] || '/',
  };
}

/** A group's name, as the container's /etc/group has it. */
export function groupName(paths: ContainerPaths, gid: number): string | undefined {
  return rows(paths, '/etc/group').find(([, , id]) => id === String(gid))?.[0];
}

function idOf(paths: ContainerPaths, group: string): number | undefined {
  if (/^\d+$/.test(group)) return Number(group);
  const found = rows(paths, '/etc/group').find(([name]) => name === group);
  return group === '' || !found ? undefined : Number(found[2]);
}

function rows(paths: ContainerPaths, file: string): string[][] {
  try {
    return readFileSync(paths.toHost(file), 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
  } catch {
    // Images without a system in them have neither.
    return [];
  }
}
