import type { KubeObject } from '../../api/objects.ts';
import { flag } from '../../args/flags.ts';
import type { Call, Command } from '../../command.ts';
import { KubectlError } from '../../errors.ts';
import { CREATE_FLAGS, createOr, metadataOf, nameArgument } from './shared.ts';

export const ingress: Command = {
  usage: 'create ingress NAME --rule=HOST/PATH=SERVICE:PORT[,tls[=SECRET]] [flags]',
  summary: 'Create an ingress with the specified name',
  flags: [
    ...CREATE_FLAGS,
    flag('rule', 'array', 'host/path=service:port[,tls[=secret]]; a path that ends in * is a prefix'),
    flag('class', 'string', 'the ingress class'),
    flag('default-backend', 'string', 'the service for everything else: service:port'),
    flag('annotation', 'array', 'an annotation: KEY=VALUE'),
  ],
  run: createIngress,
};

interface Rule {
  host: string;
  path: Record<string, unknown>;
  tls: { hosts?: string[]; secretName?: string } | undefined;
}

async function createIngress(call: Call): Promise<void> {
  const { session, flags } = call;
  const name = nameArgument(call, 'ingress');
  const rules = flags.list('rule').map(parseRule);
  const fallback = flags.string('default-backend');
  if (rules.length === 0 && fallback === '') {
    throw new KubectlError(
      'error: not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const hosts = [...new Set(rules.map(({ host }) => host))];
  const tls = rules.flatMap((rule) => (rule.tls ? [rule.tls] : []));
  const annotations = Object.fromEntries(
    flags.list('annotation').map((one) => one.split(/=(.*)/s, 2) as [string, string]),
  );
  const object: KubeObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadataOf(call, name), ...(flags.list('annotation').length > 0 ? { annotations } : {}) },
    spec: {
      ...(fallback ? { defaultBackend: backend(fallback) } : {}),
      ...(flags.string('class') ? { ingressClassName: flags.string('class') } : {}),
      ...(tls.length > 0 ? { tls } : {}),
      ...(rules.length > 0 ? { rules: hosts.map((host) => ruleOf(host, rules)) } : {}),
    },
    status: { loadBalancer: {} },
  };
  await createOr(
    call,
    await session.discovery.resolve('ingresses.networking.k8s.io'),
    object,
    'failed to create ingress:',
  );
}

function ruleOf(host: string, rules: readonly Rule[]) {
  const paths = rules.filter((rule) => rule.host === host).map(({ path }) => path);
  return { ...(host ? { host } : {}), http: { paths } };
}

function parseRule(rule: string): Rule {
  const match = /^([^/=]*)(\/[^=]*)?=([^,]+:[^,]+)(?:,tls(?:=([^,]+))?)?$/.exec(rule);
  if (!match) {
    throw new KubectlError(
      `error: rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
    );
  }
  const [, host = '', path = '', target = '', secretName] = match;
  const prefix = path.endsWith('*') || path === '';
  return {
    host,
    path: { backend: backend(target), path: path.replace(/\*$/, ''), pathType: prefix ? 'Prefix' : 'Exact' },
    tls: /,tls(=|$)/.test(rule)
      ? { ...(host ? { hosts: [host] } : {}), ...(secretName ? { secretName } : {}) }
      : undefined,
  };
}

function backend(target: string) {
  const [name = '', port = ''] = target.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}
