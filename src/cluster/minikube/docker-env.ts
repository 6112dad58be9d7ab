/** The variables of `minikube docker-env`, whichever shell it wrote them for: what it exports, without its comments. */
export function parseDockerEnv(text: string): Record<string, string> {
  const lines = text.matchAll(/^(?:export )?([A-Z_]+)=("?)(.*)\2$/gm);
  return Object.fromEntries([...lines].map(([, name = '', , value = '']) => [name, value]));
}
