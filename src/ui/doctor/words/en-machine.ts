import type { MachineProblems } from '../../../cluster/doctor/problem.ts';
import { counted, list } from './en-words.ts';
import type { Catalogue } from './words.ts';

export const machine: Catalogue<MachineProblems> = {
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
  'terminal-small': {
    what: ({ columns, rows }) => `The terminal has ${columns}×${rows}; the screen is made for 80×24 or more.`,
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
};
