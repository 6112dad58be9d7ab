import { BlockList, isIP } from 'node:net';
import { type Finding, type Problem, problem } from '../problem.ts';

const link = 'https://minikube.sigs.k8s.io/docs/handbook/vpn_and_proxy/';

/** Where minikube's drivers put its node, and Kubernetes its Services. */
export const minikubeNetworks = [
  '192.168.49.0/24',
  '192.168.39.0/24',
  '192.168.59.0/24',
  '10.96.0.0/12',
] as const;

/**
 * Whether a proxy stands between the tools and the cluster. curl asks it even for 127.0.0.1 unless told otherwise.
 * @param direct hosts and networks that must be reached without it
 */
export function judgeProxy(
  env: Readonly<NodeJS.ProcessEnv>,
  direct: readonly string[],
  windows: boolean,
): Finding {
  const problems: Problem[] = [];
  const found: string[] = [];
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    const upper = name.toUpperCase();
    const value = env[name] || env[upper];
    if (value === undefined || value === '') continue;
    found.push(`${name}=${withoutSecret(value)}`);
    const [low, up] = [env[name] ?? '', env[upper] ?? ''];
    // Windows knows one variable of that name only.
    if (!windows && low !== up && low !== '' && up !== '') {
      const params = { name, lower: withoutSecret(low), upper: withoutSecret(up) };
      const evidence = `${name}=${params.lower} ${upper}=${params.upper}`;
      problems.push(
        problem('warning', 'proxy-cases-differ', params, evidence, { command: `export ${upper}="$${name}"` }),
      );
    }
    if (name !== 'no_proxy' && !isProxyUrl(value)) {
      const command = `export ${name}=http://HOST:PORT`;
      const params = { name, value: withoutSecret(value) };
      problems.push(problem('warning', 'proxy-no-url', params, `${name}=${params.value}`, { command, link }));
    }
  }
  const proxy = env.http_proxy || env.HTTP_PROXY || env.https_proxy || env.HTTPS_PROXY;
  const exceptions = env.no_proxy || env.NO_PROXY || '';
  const missing = proxy ? direct.filter((host) => !isExcepted(host, exceptions)) : [];
  if (proxy && missing.length > 0) {
    const all = [exceptions, ...missing].filter((part) => part !== '').join(',');
    const set = windows ? `set NO_PROXY=${all}` : `export no_proxy=${all} NO_PROXY=${all}`;
    const params = { proxy: withoutSecret(proxy), missing };
    const evidence = `http_proxy=${params.proxy} no_proxy=${exceptions}`;
    problems.push(problem('warning', 'proxy-without-exception', params, evidence, { command: set, link }));
  }
  return { found, problems };
}

/** A proxy may also be named without its scheme. */
function isProxyUrl(value: string): boolean {
  const url = value.includes('://') ? value : `http://${value}`;
  return URL.canParse(url) && /^(https?|socks[45]?[ah]?):$/.test(new URL(url).protocol) && !/\s/.test(value);
}

function withoutSecret(value: string): string {
  return value.replace(/\/\/[^/@\s]+@/, '//…@');
}

/** Whether a list of exceptions names a host, or has its address or network in one of its networks. */
function isExcepted(host: string, exceptions: string): boolean {
  const [address = '', bits] = host.split('/');
  return exceptions
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .some((part) => {
      if (part === '*' || part === host) return true;
      const suffix = part.replace(/^\*?\./, '');
      if (isIP(address) === 0) return host === suffix || host.endsWith(`.${suffix}`);
      const [network = '', prefix] = part.split('/');
      if (prefix === undefined || isIP(network) !== isIP(address)) return false;
      if (Number(bits ?? 32) < Number(prefix)) return false;
      const list = new BlockList();
      const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
      list.addSubnet(network, Number(prefix), family);
      return list.check(address, family);
    });
}
