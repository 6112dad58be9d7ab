/** Where a token for reading a repository is had, as the registry says that refuses to answer without one. */
export function realmOf(challenge: string, repository: string): string | undefined {
  if (!/^Bearer /i.test(challenge)) return undefined;
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  if (said.realm === undefined || !URL.canParse(said.realm)) return undefined;
  const url = new URL(said.realm);
  if (said.service !== undefined) url.searchParams.set('service', said.service);
  url.searchParams.set('scope', said.scope ?? `repository:${repository}:pull`);
  return url.href;
}
