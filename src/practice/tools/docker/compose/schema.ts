import { DockerError } from '../errors.ts';

/** What compose ends with when its files cannot be used. */
export const invalidFiles = 15;

const top = 'version name services networks volumes secrets configs include models';

const service =
  'annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpu_count ' +
  'cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy ' +
  'develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment expose extends ' +
  'external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation label_file labels links ' +
  'logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks ' +
  'oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider ' +
  'pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal ' +
  'storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir';

const build =
  'additional_contexts args cache_from cache_to context dockerfile dockerfile_inline entitlements extra_hosts isolation ' +
  'labels network no_cache platforms privileged provenance pull sbom secrets shm_size ssh tags target ulimits';

const known = {
  top: new Set(top.split(' ')),
  service: new Set(service.split(' ')),
  build: new Set(build.split(' ')),
};

export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Checks the shape of one file, as far as compose's own messages are about it. @throws DockerError */
export function validate(file: string, content: unknown): asserts content is Mapping {
  const fail = (message: string) => new DockerError(`validating ${file}: ${message}`, invalidFiles);
  if (!isMapping(content)) throw new DockerError(`${file}: top-level object must be a mapping`, invalidFiles);
  const only = (value: Mapping, keys: ReadonlySet<string>, where: string) => {
    const stranger = Object.keys(value).find((key) => !keys.has(key) && !key.startsWith('x-'));
    if (stranger !== undefined) throw fail(`${where} Additional property ${stranger} is not allowed`);
  };
  only(content, known.top, '(root)');
  const services = content.services ?? {};
  if (!isMapping(services)) throw fail('services must be a mapping');
  for (const [name, one] of Object.entries(services)) {
    const where = `services.${name}`;
    if (!/^[a-zA-Z0-9._-]+$/.test(name)) throw fail(`services Additional property ${name} is not allowed`);
    if (!isMapping(one)) throw fail(`${where} must be a mapping`);
    only(one, known.service, where);
    if (one.image !== undefined && typeof one.image !== 'string')
      throw fail(`${where}.image must be a string`);
    if (one.build === undefined || typeof one.build === 'string') continue;
    if (!isMapping(one.build)) throw fail(`${where}.build must be a string`);
    only(one.build, known.build, `${where}.build`);
  }
}
