import { groupName } from '../../runtime/user.ts';
import { type Applet, options } from './applet.ts';

/** Commands that say whom a process belongs to. */
export const identity: Record<string, Applet> = {
  id({ args, process: { user, paths }, print, complain }) {
    const { flags } = options(args, 'ugnGr');
    const named = (id: number, name = groupName(paths, id)) =>
      name === undefined ? String(id) : `${id}(${name})`;
    const one = (id: number, name: string | undefined) => {
      print(`${flags.n === undefined ? id : (name ?? id)}\n`);
      return flags.n !== undefined && name === undefined ? complain(`unknown ID ${id}`) : 0;
    };
    const { uid, gid, groups, name } = user;
    if (flags.u !== undefined) return one(uid, name);
    if (flags.g !== undefined) return one(gid, groupName(paths, gid));
    const showGroup = (id: number) =>
      flags.n === undefined ? String(id) : (groupName(paths, id) ?? String(id));
    if (flags.G !== undefined) print(`${groups.map(showGroup).join(' ')}\n`);
    else {
      const all = groups.map((id) => named(id)).join(',');
      print(`uid=${name === undefined ? uid : named(uid, name)} gid=${named(gid)} groups=${all}\n`);
    }
    return 0;
  },
  whoami({ process: { user }, print, complain }) {
    if (user.name === undefined) return complain(`unknown uid ${user.uid}`);
    print(`${user.name}\n`);
    return 0;
  },
};
