import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogue } from '../../../src/practice/node/images/hub/hub.ts';
import { programs } from '../../../src/practice/node/programs/index.ts';
import type { Container, Pod } from '../../../src/practice/objects.ts';
import { startCluster, type TestCluster } from '../node/cluster.ts';

/** What an image does when it is run as it comes, or as its documentation says. */
interface Job {
  /** The first thing that its page says. */
  answers?: [port: number, path: string, pattern: RegExp];
  logs?: RegExp;
  /** What it runs instead of its own command. */
  command?: string[];
  args?: string[];
  env?: Record<string, string>;
  exitCode?: number;
}

const welcome: Job = { answers: [80, '/', /<h1>Welcome to nginx!<\/h1>/] };
const shell: Job = { command: ['sh', '-c', 'echo $((6 * 7))'], logs: /^42\n$/, exitCode: 0 };
const echo: Job = {
  answers: [8080, '/a', /^Request served by \S+\n\nGET \/a HTTP/],
  logs: /listening on port 8080/,
};
const headers: Job = { answers: [8080, '/a?b=c', /command=GET\nreal path=\/a\nquery=b=c\n/] };
const hello = { answers: [8080, '/', /^Hello, world!\nVersion: \d\.0\.0\nHostname: \S+\n$/] } satisfies Job;
const agnhost: Job = { args: ['netexec', '--http-port=8080'], answers: [8080, '/echo?msg=hi', /^hi$/] };
const pause: Job = {};
const refused = (name: string): Job => ({
  logs: new RegExp(`^${name}: the practice cluster cannot run [^\\n]*\\n${name}: use [^\\n]*minikube\\n$`),
  exitCode: 1,
});
const noCommand: Job = { command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(50)'] };

const jobs: Record<string, Job> = {
  '42wim/matterbridge': {
    env: { MATTERBRIDGE_API_ONE_BINDADDRESS: '0.0.0.0:4242' },
    logs: /level=fatal msg="Failed to read configuration file: &fs\.PathError\{Op:"open", Path:"\/etc\/matterbridge\/matterbridge\.toml", Err:0x2\}" prefix=config\n$/,
    exitCode: 1,
  },
  'gcr.io/google-containers/busybox': shell,
  'gcr.io/google-samples/hello-app': hello,
  'gcr.io/google-samples/kubernetes-bootcamp': {
    answers: [8080, '/', /^Hello Kubernetes bootcamp! \| Running on: \S+ \| v=1\n$/],
  },
  'gcr.io/google-samples/node-hello': { answers: [8080, '/', /^Hello Kubernetes!$/] },
  'gcr.io/google_containers/busybox': shell,
  'gcr.io/google_containers/echoserver': headers,
  'gcr.io/google_containers/pause': pause,
  'hashicorp/http-echo': { args: ['-text=hey'], answers: [5678, '/', /^hey\n$/] },
  'jmalloc/echo-server': echo,
  'jocatalin/kubernetes-bootcamp': { answers: [8080, '/', /\| v=2\n$/] },
  'k8s.gcr.io/busybox': shell,
  'k8s.gcr.io/e2e-test-images/agnhost': agnhost,
  'k8s.gcr.io/echoserver': headers,
  'k8s.gcr.io/hpa-example': { answers: [80, '/', /^OK!$/] },
  'k8s.gcr.io/pause': pause,
  'kicbase/echo-server': echo,
  'library/alpine': shell,
  'library/busybox': shell,
  'library/debian': shell,
  'library/eclipse-temurin': refused('java'),
  'library/golang': refused('go'),
  'library/hello-world': { logs: /Hello from Docker!/, exitCode: 0 },
  'library/httpd': { answers: [80, '/', /It works!/] },
  'library/mariadb': refused('mariadbd'),
  'library/memcached': refused('memcached'),
  'library/mongo': refused('mongod'),
  'library/mysql': refused('mysqld'),
  'library/nginx': welcome,
  'library/node': { command: ['node', '-e', 'console.log(6 * 7)'], logs: /^42\n$/, exitCode: 0 },
  'library/openjdk': refused('java'),
  'library/perl': {
    ...noCommand,
    logs: /^3\.1415926535897932384626433832795028841971693993751\n$/,
    exitCode: 0,
  },
  'library/php': refused('php'),
  'library/postgres': refused('postgres'),
  'library/python': refused('python'),
  'library/rabbitmq': refused('rabbitmq-server'),
  'library/redis': { logs: /Ready to accept connections/ },
  'library/registry': { answers: [5000, '/v2/_catalog', /^\{"repositories":\[\]\}\n$/] },
  'library/ruby': refused('ruby'),
  'library/ubuntu': shell,
  'library/wordpress': refused('apache2-foreground'),
  'nginxdemos/hello': { answers: [80, '/x', /Server address: 10\.244\.\d+\.\d+:80\n/] },
  'registry.k8s.io/busybox': shell,
  'registry.k8s.io/e2e-test-images/agnhost': agnhost,
  'registry.k8s.io/e2e-test-images/busybox': shell,
  'registry.k8s.io/echoserver': headers,
  'registry.k8s.io/hpa-example': { answers: [80, '/', /^OK!$/] },
  'registry.k8s.io/pause': pause,
  'traefik/whoami': { answers: [80, '/', /^Hostname: whoami/] },
  'us-docker.pkg.dev/google-samples/containers/gke/hello-app': hello,
};

describe('the built-in catalogue', () => {
  it('names no program that is not there', () => {
    const named = catalogue.flatMap(({ repository, layers }) =>
      layers.flatMap(({ files }) =>
        Object.values(files).flatMap((content) => {
          const name = /^#!pilotage (\S+)\n$/.exec(content)?.[1];
          return name === undefined ? [] : [`${name} of ${repository}`];
        }),
      ),
    );
    expect(named.filter((one) => !Object.hasOwn(programs, one.split(' ')[0] ?? ''))).toEqual([]);
  });

  it('has a job for every image here', () => {
    expect([...new Set(catalogue.map(({ repository }) => repository))].toSorted()).toEqual(
      Object.keys(jobs).toSorted(),
    );
  });
});

describe('an image of the catalogue does its job:', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  /** Each repository's newest version, in each of its variants. */
  const images = Object.keys(jobs).flatMap((repository) => {
    const specs = catalogue.filter((spec) => spec.repository === repository);
    const variants = new Map(
      specs.toReversed().map((spec) => [/[a-z][a-z-]*$/.exec(spec.tags[0] ?? '')?.[0], spec]),
    );
    return [...variants.values()].map(({ tags }) => ({
      image: `${repository.replace('library/', '')}:${tags[0]}`,
      repository,
    }));
  });

  it.concurrent.for(images)('$image', async ({ image, repository }, { expect }) => {
    const { answers, logs, command, args, env = {}, exitCode } = jobs[repository] ?? {};
    const name =
      image.replace(/^.*\//, '').replace(/[:._]/g, '-') +
      String(images.findIndex((one) => one.image === image));
    const container: Container = {
      name,
      image,
      env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
      ...(command ? { command } : {}),
      ...(args ? { args } : {}),
    };
    cluster.run(name, { restartPolicy: 'Never', containers: [container] });
    if (logs) expect(await cluster.logged(name, logs)).toMatch(logs);
    if (exitCode !== undefined) {
      const ended = await cluster.until<Pod>(
        'Pod',
        name,
        (pod) => pod?.status?.containerStatuses?.[0]?.state?.terminated !== undefined,
      );
      expect(ended.status?.containerStatuses?.[0]?.state?.terminated).toMatchObject({ exitCode });
      return;
    }
    await cluster.running(name);
    if (!answers) return;
    const [port, path, pattern] = answers;
    // A container is ready before its server listens.
    const connection = await vi.waitFor(() => cluster.node.agent.portForward('default', name, port), 20_000);
    const asked = request({ path, headers: { host: 'demo' }, createConnection: () => connection }).end();
    const [response] = await once(asked, 'response');
    let body = '';
    for await (const chunk of response) body += chunk;
    expect(body).toMatch(pattern);
  });
});
