import { applets, debianApplets } from './applets.ts';

/** One layer of a built-in image, as its catalogue entry describes it. */
export interface LayerSpec {
  /** Bytes, as `docker images` is to count it: what the layer that it stands for weighs. */
  advertised: number;
  /** Path to content; a trailing slash is a folder, `->` a link. Executables start with `#!`. */
  files: Record<string, string>;
  /** As in `docker history`. */
  createdBy: string;
}

/** The content of an executable that stands for a built-in program. */
export function program(name: string): string {
  return `#!pilotage ${name}\n`;
}

const accounts = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n',
  'etc/group': 'root:x:0:\nnobody:x:65534:\n',
  'root/': '',
  'tmp/': '',
  'etc/': '',
};

function tools(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, program(name)]));
}

export const busyboxLayer: LayerSpec = {
  advertised: 4_261_550,
  createdBy: 'BusyBox 1.36.1 (glibc), Debian 12',
  files: { ...accounts, ...tools('bin', applets), 'home/': '', 'var/www/': '' },
};

export function alpineLayer(version: string): LayerSpec {
  return {
    advertised: 8_309_248,
    createdBy: 'ADD alpine-minirootfs-x86_64.tar.gz / # buildkit',
    files: {
      ...accounts,
      ...tools('bin', applets),
      'sbin/apk': program('apk'),
      'etc/alpine-release': `${version}\n`,
      'etc/os-release': `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${version.replace(/\.\d+$/, '')}"\nHOME_URL="https://alpinelinux.org/"\n`,
      'home/': '',
      'var/log/': '',
    },
  };
}

/** What the images that are not built on Alpine stand on. */
export const debianLayer: LayerSpec = {
  advertised: 74_776_576,
  createdBy: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1735603200'",
  files: {
    ...accounts,
    ...tools('usr/bin', debianApplets),
    'usr/bin/bash': program('sh'),
    'usr/bin/apt-get': program('apt-get'),
    'usr/bin/apt': program('apt'),
    bin: '-> usr/bin',
    'etc/debian_version': '12.9\n',
    'etc/os-release':
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
    'home/': '',
    'var/log/': '',
  },
};
