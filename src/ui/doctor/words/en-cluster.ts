import type { ClusterProblems } from '../../../cluster/doctor/problem.ts';
import { sayReason } from '../../../engine/reasons/say.ts';
import { counted, list } from './en-words.ts';
import type { Catalogue } from './words.ts';

export const cluster: Catalogue<ClusterProblems> = {
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
    what: ({ context, path }) => `The context ${context} has a certificate that cannot be read, in ${path}.`,
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
    next: () => 'Wait some hours, use another network or a mirror in the room (--mirror), or sign in:',
  },
  'registry-limit-near': {
    what: ({ registry, remaining, limit, hours, images }) =>
      `${registry} lets your address pull ${remaining} more of ${limit} images in ${hours} h; the lesson needs ${images}.`,
    next: () => 'Signing in gives you a limit of your own:',
  },
  'mirror-unreachable': {
    what: ({ mirror }) => `The mirror ${mirror} does not answer.`,
    next: () =>
      'Check its address, and that you are on its network. Else a firewall stands between, or a Wi-Fi that keeps its guests apart.',
  },
  'mirror-lacks': {
    what: ({ mirror, images }) => `The mirror ${mirror} does not have ${list(images)}.`,
    next: () => 'They come from their own registry; whoever runs the mirror can pack the lesson again.',
  },
  'mirror-unused': {
    what: ({ mirror, who }) => `${who} does not ask the mirror ${mirror} yet.`,
    next: () => 'Have it ask there first:',
  },
  'mirror-too-late': {
    what: ({ mirror, profile }) =>
      `minikube's ${profile} was made without the mirror ${mirror}, and takes one only when it is made.`,
    next: () => 'Make it anew; what runs in it is lost:',
  },
  'mirror-for-nodes': {
    what: ({ mirror, context }) =>
      `Whether the nodes of ${context} ask the mirror ${mirror} cannot be seen from here.`,
    next: () => 'With containerd, a file hosts.toml for docker.io on each node has them ask there first.',
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
};
