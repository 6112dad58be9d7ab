import type { installers, refusedPrograms } from '../../programs/refused.ts';
import { family, type Variant, type Version } from './family.ts';
import { type ImageSpec, systemPath } from './image-spec.ts';
import { debianLayer, type LayerSpec, program } from './layers.ts';
import { currentAlpine } from './systems.ts';

/**
 * Images that can be pulled, inspected and built upon, and whose programs say that they do not run here: the learner
 * reads that in the container's log, which is where the reason of a crash is looked for.
 */

const made = '2025-11-04T00:00:00Z';

/** Tags alone: these images differ in nothing else. */
function versions(...names: readonly string[]): Version[] {
  return names.map((name) => {
    const [version = '', ...tags] = name.split(' ');
    return [version, made, ...tags];
  });
}

const debian = (advertised: number): Variant => ({ name: '', base: debianLayer, advertised });
const alpine = (advertised: number): Variant => ({ name: 'alpine', base: currentAlpine, advertised });
const slim = (advertised: number): Variant => ({ name: 'slim', base: debianLayer, advertised });

/** Each command as a file that refuses, in the folder where the real image has it. */
function commands(folder: string, names: readonly RefusedName[]): LayerSpec['files'] {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, program(name)]));
}

type RefusedName = keyof typeof refusedPrograms | (typeof installers)[number];

interface Server {
  repository: string;
  program: RefusedName;
  tools?: readonly RefusedName[];
  port: number;
  versions: readonly string[];
  size: number;
  isOnAlpine?: boolean;
}

const servers: readonly Server[] = [
  {
    repository: 'library/postgres',
    program: 'postgres',
    tools: ['psql', 'pg_isready'],
    port: 5432,
    versions: [
      '18.0 latest 18',
      '17.6 17',
      '16.10 16',
      '15.14 15',
      '14.19 14',
      '13.22 13',
      '12.22 12',
      '11.22 11',
      '10.23 10',
      '9.6.24 9.6',
    ],
    size: 372_000_000,
    isOnAlpine: true,
  },
  {
    repository: 'library/mysql',
    program: 'mysqld',
    tools: ['mysql', 'mysqladmin'],
    port: 3306,
    versions: [
      '9.5.0 latest 9 9.5 innovation',
      '8.4.7 8 8.4 lts',
      '8.0.44 8.0',
      '5.7.44 5 5.7',
      '5.6.51 5.6',
    ],
    size: 705_000_000,
  },
  {
    repository: 'library/mariadb',
    program: 'mariadbd',
    tools: ['mariadb', 'mysql'],
    port: 3306,
    versions: ['12.0.2 latest 12', '11.8.3 lts 11 11.8', '11.4.8 11.4', '10.11.14 10 10.11', '10.6.23 10.6'],
    size: 265_000_000,
  },
  {
    repository: 'library/mongo',
    program: 'mongod',
    tools: ['mongosh'],
    port: 27017,
    versions: [
      '8.2.1 latest 8 8.2',
      '8.0.15 8.0',
      '7.0.25 7 7.0',
      '6.0.26 6 6.0',
      '5.0.31 5 5.0',
      '4.4.29 4 4.4',
    ],
    size: 802_000_000,
  },
  {
    repository: 'library/rabbitmq',
    program: 'rabbitmq-server',
    port: 5672,
    versions: ['4.2.0 latest 4 4.2', '4.1.5 4.1', '3.13.7 3 3.13 management 3-management'],
    size: 152_000_000,
    isOnAlpine: true,
  },
  {
    repository: 'library/memcached',
    program: 'memcached',
    port: 11211,
    versions: ['1.6.39 latest 1 1.6'],
    size: 10_000_000,
    isOnAlpine: true,
  },
  {
    repository: 'library/wordpress',
    program: 'apache2-foreground',
    port: 80,
    versions: ['6.8.3 latest 6 6.8 apache', '6.2.1-apache 6.2'],
    size: 664_000_000,
  },
];

interface Language {
  repository: string;
  commands: readonly RefusedName[];
  versions: readonly string[];
  size: number;
}

const languages: readonly Language[] = [
  {
    repository: 'library/python',
    commands: ['python', 'python3', 'pip', 'pip3', 'flask', 'gunicorn'],
    versions: [
      '3.14.0 latest 3 3.14',
      '3.13.9 3.13',
      '3.12.12 3.12',
      '3.11.14 3.11',
      '3.10.19 3.10',
      '3.9.25 3.9',
      '3.8.20 3.8',
      '3.7.17 3.7',
      '2.7.18 2 2.7',
    ],
    size: 1_000_000_000,
  },
  {
    repository: 'library/ruby',
    commands: ['ruby', 'gem', 'bundle', 'rails', 'irb'],
    versions: ['3.4.7 latest 3 3.4', '3.3.10 3.3', '3.2.9 3.2', '3.1.7 3.1', '2.7.8 2 2.7'],
    size: 920_000_000,
  },
  {
    repository: 'library/golang',
    commands: ['go'],
    versions: ['1.25.3 latest 1 1.25', '1.24.9 1.24', '1.23.12 1.23', '1.22.12 1.22', '1.21.13 1.21'],
    size: 840_000_000,
  },
  {
    repository: 'library/php',
    commands: ['php', 'composer', 'apache2-foreground'],
    versions: [
      '8.4.14 latest 8 8.4 apache 8.4-apache',
      '8.3.27 8.3',
      '8.2.29 8.2 8.2-apache',
      '7.4.33 7 7.4',
    ],
    size: 490_000_000,
  },
  {
    repository: 'library/eclipse-temurin',
    commands: ['java', 'javac'],
    versions: ['25 latest 25-jre 25-jdk', '21 21-jre 21-jdk', '17 17-jre 17-jdk', '11 11-jre 11-jdk'],
    size: 390_000_000,
  },
  {
    repository: 'library/openjdk',
    commands: ['java', 'javac'],
    versions: ['17 latest 17-jdk', '11 11-jre 11-jdk', '8 8-jre 8-jdk'],
    size: 390_000_000,
  },
];

export const refusedImages: readonly ImageSpec[] = [
  ...servers.flatMap((server) =>
    family({
      repository: server.repository,
      versions: versions(...server.versions),
      variants: [debian(server.size), ...(server.isOnAlpine ? [alpine(server.size / 2)] : [])],
      config: () => ({
        Env: [systemPath],
        Entrypoint: ['docker-entrypoint.sh'],
        Cmd: [server.program],
        ExposedPorts: { [`${server.port}/tcp`]: {} },
      }),
      createdBy: `RUN install ${server.program}`,
      files: {
        ...commands('usr/local/bin', [server.program, ...(server.tools ?? [])]),
        'usr/local/bin/docker-entrypoint.sh': program('docker-entrypoint'),
      },
    }),
  ),
  ...languages.flatMap((language) =>
    family({
      repository: language.repository,
      versions: versions(...language.versions),
      variants: [debian(language.size), slim(language.size / 8), alpine(language.size / 16)],
      config: () => ({ Env: [systemPath], Cmd: [language.commands[0] ?? 'sh'] }),
      createdBy: `RUN install ${language.commands[0]}`,
      files: commands('usr/local/bin', language.commands),
    }),
  ),
];
