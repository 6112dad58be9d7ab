import path from 'node:path';
import type { ContainerProgram } from './program.ts';

/** What a program that is not here would be, and what to take instead. */
interface Refusal {
  what: string;
  instead: string;
}

const realCluster = 'a real cluster: pilotage start --cluster minikube';

const data = `redis, which does run here, for what programs share, or ${realCluster}`;
const code = `a Node.js program (FROM node:24-alpine), or ${realCluster}`;

const server = (what: string): Refusal => ({ what, instead: data });
const language = (what: string): Refusal => ({ what: `a ${what} program`, instead: code });

/** Programs of well-known images that the practice cluster has no behaviour for. */
export const refusedPrograms = {
  'apache2-foreground': language('PHP'),
  flask: language('Python'),
  go: language('Go'),
  gunicorn: language('Python'),
  irb: language('Ruby'),
  java: language('Java'),
  javac: language('Java'),
  mariadb: server('MariaDB'),
  mariadbd: server('MariaDB'),
  memcached: server('memcached'),
  mongod: server('MongoDB'),
  mongosh: server('MongoDB'),
  mysql: server('MySQL'),
  mysqladmin: server('MySQL'),
  mysqld: server('MySQL'),
  pg_isready: server('PostgreSQL'),
  php: language('PHP'),
  postgres: server('PostgreSQL'),
  psql: server('PostgreSQL'),
  python: language('Python'),
  python3: language('Python'),
  'rabbitmq-server': server('RabbitMQ'),
  rails: language('Ruby'),
  ruby: language('Ruby'),
  sqlite3: server('SQLite'),
} satisfies Record<string, Refusal>;

/** Commands that would download packages: an image is built all the same, and says at its start what it lacks. */
export const installers = ['bundle', 'composer', 'gem', 'pip', 'pip3'] as const;

/** Says what the practice cluster does not run, and fails, so that its reason stands in the container's log. */
function refuse({ what, instead }: Refusal): ContainerProgram {
  return async ({ argv, stderr }) => {
    const name = path.posix.basename(argv[0] ?? '');
    stderr(
      `${name}: the practice cluster cannot run ${what}: it runs Node.js programs, and a few servers of its own.\n`,
    );
    stderr(`${name}: use ${instead}\n`);
    return 1;
  };
}

const installNothing: ContainerProgram = async ({ argv, stdout }) => {
  const name = path.posix.basename(argv[0] ?? '');
  stdout(
    `${name}: nothing was installed: the practice cluster downloads no packages, and runs Node.js programs only\n`,
  );
  return 0;
};

export const refused: Readonly<Record<string, ContainerProgram>> = {
  ...Object.fromEntries(Object.entries(refusedPrograms).map(([name, refusal]) => [name, refuse(refusal)])),
  ...Object.fromEntries(installers.map((name) => [name, installNothing])),
};
