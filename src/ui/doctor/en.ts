import { sayReason } from '../../engine/reasons/say.ts';
import type { DoctorWords } from './words.ts';

const list = (names: readonly (string | number)[]) => names.join(', ');
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const en: DoctorWords = {
  language: 'en',
  title: (lesson, cluster, system) => `${lesson} on ${cluster}, ${system}`,
  needs: {
    practice:
      'The practice cluster needs Node.js and bash only: it brings kubectl, docker, minikube and curl itself.',
    minikube: 'minikube needs Docker or virtual machines, 2 CPUs, 2 GB of memory and 20 GB of disk.',
    context: 'A cluster of your kubeconfig needs kubectl, and Docker where the lesson builds images.',
  },
  probes: {
    node: 'Node.js',
    programs: 'programs',
    docker: 'Docker',
    resources: 'resources',
    virtualisation: 'virtual machines',
    ports: 'NodePorts',
    kubeconfig: 'kubeconfig',
    server: 'cluster',
    proxy: 'proxy',
    images: 'images',
    terminal: 'terminal',
  },
  severities: { missing: 'missing:', warning: 'warning:', info: 'note:' },
  problems: {
    'node-too-old': {
      what: ({ version, wanted }) => `Node.js ${version} is too old: it must be ${wanted}.`,
      next: () => 'Install a newer one:',
    },
    'program-missing': {
      what: ({ program }) => `${program} is not installed.`,
      next: ({ program }) => `Install ${program}:`,
    },
    'program-broken': {
      what: ({ program }) => `${program} is installed, but does not work.`,
      next: ({ program }) => `Install ${program} again:`,
    },
    'program-silent': {
      what: ({ program, seconds }) => `${program} did not say its version within ${seconds} s.`,
      next: () => 'Try it by hand; if it hangs there too, install it again:',
    },
    'program-too-old': {
      what: ({ program, version, wanted }) => `${program} ${version} does not do: it must be ${wanted}.`,
      next: () => 'Install another version:',
    },
    'version-unknown': {
      what: ({ program, wanted }) => `${program} does not say its version; it should be ${wanted}.`,
      next: () => 'Make sure that it is recent enough.',
    },
    'requirement-unclear': {
      what: ({ program, wanted }) => `The lesson wants ${program} ${wanted}, which is no range of versions.`,
      next: () => 'Tell its author; a range looks like >=1.20.',
    },
    'docker-not-in-wsl': {
      what: () => 'Docker Desktop does not serve this Linux distribution of WSL yet.',
      next: () => 'In Docker Desktop: Settings, Resources, WSL integration; turn this distribution on.',
    },
    'docker-is-podman': {
      what: ({ version }) =>
        `docker is Podman ${version} under another name: parts of the lessons do not work with it.`,
      next: () => 'Install Docker:',
    },
    'plugin-missing': {
      what: ({ plugin }) => `docker has no ${plugin} plugin.`,
      next: ({ plugin }) => `Install ${plugin}:`,
    },
    'docker-stopped': {
      what: ({ endpoint }) => `No Docker engine answers at ${endpoint}.`,
      next: () => 'Start it:',
    },
    'docker-not-allowed': {
      what: ({ endpoint }) => `You may not talk to the Docker engine at ${endpoint}.`,
      next: () => 'Join its group, and sign in anew for all other windows (who is in it can become root):',
    },
    'docker-host-dead': {
      what: ({ host }) => `DOCKER_HOST is ${host}, where no Docker engine answers.`,
      next: () => 'Go back to the engine of this machine, or start the one that is meant:',
    },
    'docker-context-missing': {
      what: ({ context }) => `docker uses the context ${context}, which is not there.`,
      next: () => 'Go back to the usual one:',
    },
    'docker-silent': {
      what: ({ seconds }) => `The Docker engine did not answer within ${seconds} s.`,
      next: () => 'Start it again:',
    },
    'docker-failing': {
      what: () => 'docker cannot use its engine.',
      next: () => 'See what it says, and start the engine again:',
    },
    'docker-elsewhere': {
      what: ({ endpoint }) =>
        `The Docker engine is on another machine, ${endpoint}: its 127.0.0.1 is not yours.`,
      next: () => 'Go back to the engine of this machine:',
    },
    'cpus-few': {
      what: ({ cpus, wanted }) =>
        `There is ${counted(cpus, 'CPU', 'CPUs')}; minikube does not start with less than ${wanted}.`,
      next: () => 'Give Docker or the virtual machine more, or use --cluster practice.',
    },
    'memory-small': {
      what: ({ megabytes, wanted }) =>
        `There are ${megabytes} MB of memory; minikube does not start with less than ${wanted}.`,
      next: () => 'Give Docker or the virtual machine more, or use --cluster practice.',
    },
    'memory-taken': {
      what: ({ megabytes, wanted }) => `${megabytes} MB of memory are free; minikube wants ${wanted}.`,
      next: () => 'Close what you do not need, or use --cluster practice.',
    },
    'disk-low': {
      what: ({ path, gigabytes, wanted }) =>
        `${gigabytes} GB are free in ${path}; it should be ${wanted} or more.`,
      next: () => 'Make room:',
    },
    'virtualisation-off': {
      what: () => 'This processor offers no virtual machines, or they are turned off in its firmware.',
      next: () => 'minikube works with Docker all the same.',
    },
    'virtualisation-not-allowed': {
      what: ({ device }) => `You may not use ${device}, so minikube cannot make a virtual machine.`,
      next: () => 'With Docker it needs none; else join the group:',
    },
    'node-ports-taken': {
      what: ({ ports }) =>
        `${counted(ports.length, 'port', 'ports')} of the NodePort range are in use: ${list(ports)}. A cluster that runs here may have them itself.`,
      next: () => 'Who has them:',
    },
    'node-port-wanted': {
      what: ({ port }) => `The lesson uses NodePort ${port}, and a program on this machine has it already.`,
      next: () => 'Find out which program that is, and end it:',
    },
    'kubeconfig-broken': {
      what: ({ path }) => `The kubeconfig ${path} cannot be read: it is not valid.`,
      next: () => 'Mend the file; this says where it is wrong:',
    },
    'kubeconfig-unreadable': {
      what: ({ path }) => `You may not read the kubeconfig ${path}.`,
      next: () => 'See whose it is, and take it over or name another in KUBECONFIG:',
    },
    'kubeconfig-public': {
      what: ({ path }) => `Other users of this machine may read the kubeconfig ${path}, with the keys in it.`,
      next: () => 'Keep it to yourself:',
    },
    'kubeconfig-listed-missing': {
      what: ({ path }) => `KUBECONFIG names ${path}, which is not there.`,
      next: () => 'kubectl takes no offence; correct KUBECONFIG if it should be there.',
    },
    'kubeconfig-several': {
      what: ({ paths }) =>
        `KUBECONFIG names ${paths.length} files; of entries with one name, the first file's counts.`,
      next: () => 'Nothing to do, unless a context is not what you expect.',
    },
    'current-context-missing': {
      what: ({ context }) =>
        `The current context ${context} is not in the kubeconfig. The workshop does without it.`,
      next: () => 'Choose one for your own work:',
    },
    'context-missing': {
      what: ({ context, known }) =>
        `There is no context ${context}${known.length === 0 ? '' : `; there are: ${list(known)}`}.`,
      next: () => 'Name one that there is, or use --cluster practice:',
    },
    'context-broken': {
      what: ({ context }) => `The context ${context} cannot be used.`,
      next: () => 'Have its cluster write it anew, or mend the kubeconfig:',
    },
    'context-not-local': {
      what: ({ context, server }) =>
        `The context ${context} is not known to be a cluster on this machine (${server}). Nothing was sent there.`,
      next: () => 'pilotage start asks you to type its name first, and works in a namespace of its own.',
    },
    'certificate-file-missing': {
      what: ({ context, path }) => `The context ${context} names the file ${path}, which is not there.`,
      next: () => 'Have its cluster write it anew, or mend the kubeconfig:',
    },
    'certificate-unreadable': {
      what: ({ context, path }) =>
        `The context ${context} has a certificate that cannot be read, in ${path}.`,
      next: () => 'Have its cluster write it anew, or mend the kubeconfig:',
    },
    'certificate-expired': {
      what: ({ context, on }) => `The certificate of the context ${context} expired on ${on}.`,
      next: () => 'Have its cluster write a new one, or ask its administrator:',
    },
    'certificate-expires': {
      what: ({ context, on, days }) =>
        `The certificate of the context ${context} expires on ${on}, in ${counted(days, 'day', 'days')}.`,
      next: () => 'Have it renewed in time:',
    },
    'sign-in-program-missing': {
      what: ({ context, program }) =>
        `The context ${context} signs in with the program ${program}, which is not there.`,
      next: () => 'Install it as the administrator of the cluster says.',
    },
    'cluster-unreachable': {
      what: ({ context, reason }) =>
        `The cluster of the context ${context} cannot be used: ${sayReason(reason, 'en')}.`,
      next: () => 'Start it, or use --cluster practice:',
    },
    'cluster-not-started': {
      what: ({ context }) => `minikube's ${context} is there, and does not run.`,
      next: () => "Nothing to do: minikube start is the lesson's own first step.",
    },
    'version-skew': {
      what: ({ client, server }) =>
        `kubectl is ${client} and the cluster ${server}: more than one minor version apart is not supported.`,
      next: () => 'Use a kubectl nearer to the cluster:',
    },
    'proxy-without-exception': {
      what: ({ proxy, missing }) => `What goes to ${list(missing)} would go through the proxy ${proxy}.`,
      next: () => 'Name the cluster as an exception:',
    },
    'proxy-cases-differ': {
      what: ({ name, lower, upper }) =>
        `${name} is ${lower}, but ${name.toUpperCase()} is ${upper}: some programs read one, some the other.`,
      next: () => 'Let them agree:',
    },
    'proxy-no-url': {
      what: ({ name, value }) => `${name} is ${value}, which is no address of a proxy.`,
      next: () => 'Correct it, or unset it:',
    },
    'image-absent': {
      what: ({ image, registry }) => `The image ${image} is not in ${registry}.`,
      next: () => 'See for yourself, and tell the author of the lesson:',
    },
    'image-denied': {
      what: ({ image, registry }) =>
        `${registry} does not give out the image ${image}: it is not there, or wants a sign-in.`,
      next: () => 'See for yourself, and tell the author of the lesson:',
    },
    'registry-limited': {
      what: ({ registry, images }) =>
        `${registry} refuses more pulls from your address for now (rate limit): ${list(images)}.`,
      next: () => 'Wait some hours, use another network, or sign in:',
    },
    'registry-limit-near': {
      what: ({ registry, remaining, limit, hours, images }) =>
        `${registry} lets your address pull ${remaining} more of ${limit} images in ${hours} h; the lesson needs ${images}.`,
      next: () => 'Signing in gives you a limit of your own:',
    },
    'registry-unreachable': {
      what: ({ registry, images }) =>
        `The registry ${registry} cannot be reached, so these cannot be pulled: ${list(images)}.`,
      next: () => 'Check the network and the proxy, or use --cluster practice, which needs no network.',
    },
    'registry-troubled': {
      what: ({ registry, status, images }) => `${registry} answers ${status} when asked for ${list(images)}.`,
      next: () => 'Try again later.',
    },
    'terminal-small': {
      what: ({ columns, rows }) =>
        `The terminal has ${columns}×${rows}; the screen is made for 80×24 or more.`,
      next: () => 'Make the window larger; in many terminals:',
    },
    'terminal-dumb': {
      what: () => 'This terminal (TERM=dumb) shows no screens.',
      next: () => 'Lessons run there as lines of text:',
    },
    'locale-not-utf8': {
      what: ({ locale }) => `The locale is ${locale}, which is not UTF-8: accents and marks may look wrong.`,
      next: () => 'Choose one that is:',
    },
    'colours-few': {
      what: ({ term, colours }) =>
        `This terminal says that it has ${colours <= 2 ? 'no' : colours} colours (TERM=${term}).`,
      next: () => 'If it can do more:',
    },
    'true-colour-off': {
      what: ({ program }) => `${program} passes on 256 colours, not all.`,
      next: () => 'If the terminal around it can do more:',
    },
    'windows-console': {
      what: () => 'This is the old console of Windows: some characters and colours are missing there.',
      next: () => 'Use Windows Terminal:',
    },
  },
  seen: (evidence) => `seen: ${evidence}`,
  readOn: (link) => `more: ${link}`,
  ready: (warnings) =>
    warnings === 0
      ? 'Nothing is missing.'
      : `Nothing is missing; ${counted(warnings, 'warning', 'warnings')}.`,
  notReady: (missing, warnings) =>
    `${counted(missing, 'thing is', 'things are')} missing${warnings === 0 ? '' : `; ${counted(warnings, 'warning', 'warnings')}`}.`,
};
