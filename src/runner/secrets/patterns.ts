/** Each finds secrets in any text; what is hidden is the group `secret`. */

const value = String.raw`(?!\d+ bytes\b)(?<secret>\\?"[^"\n]*"|'[^'\n]*'|[^\s,;&|"'}\]]+)`;

/** What the names of secret things end with. */
const words =
  'password|passwd|passphrase|token|secret|api[_-]?key|access[_-]?key(?:[_-]?id)?|secret[_-]?key|private[_-]?key|credentials?|client-key-data|client-certificate-data';

export const secretName = new RegExp(`(?:${words})$`, 'i');

const pattern = (source: string, flags = 'gid') => new RegExp(source, flags);

export const patterns: readonly RegExp[] = [
  // password: x, TOKEN=x, "client-key-data": "x", --docker-password=x
  pattern(String.raw`(?<![\w.-])\\?["']?[\w.-]{0,80}(?:${words})\\?["']?[ \t]*[:=][ \t]*${value}`),
  // practice-secret:, and a list of one below it
  pattern(String.raw`(?<![\w.-])[\w.-]{0,80}(?:${words})[ \t]*:[ \t]*\n[ \t]*- ${value}[ \t]*$`, 'gimd'),
  // name: DB_PASSWORD, and its value in the next line
  pattern(
    String.raw`\bname["']?[ \t]*:[ \t]*["']?[\w.-]{0,80}(?:${words})["']?,?[ \t]*\n\s*["']?value["']?[ \t]*:[ \t]*${value}`,
  ),
  // --token x
  pattern(String.raw`(?<=\s)--[\w-]{0,80}(?:${words})\s+(?!-)${value}`),
  // A JSON Web Token, which service accounts have.
  pattern(String.raw`(?<secret>\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)`),
  pattern(String.raw`\bauthorization\\?["']?[ \t]*[:=][ \t]*\\?["']?(?:[a-z]+ )?(?<secret>[^\s"'\\]+)`),
  pattern(String.raw`\bbearer\s+(?<secret>[\w.~+/=-]{8,})`),
  // https://user:x@host
  pattern(String.raw`(?<![a-z\d+.-])[a-z][a-z\d+.-]{0,20}:\/\/[^\s/:@]+:(?<secret>[^\s/@]+)@`),
  pattern(String.raw`\bdocker\s+login\b[^\n|;&]*?\s-p[ =]?${value}`),
  pattern(String.raw`\bcurl\b[^\n|;&]*?\s(?:-u|--user)[ =]?["']?[^\s:"']+:(?<secret>[^\s"']+)`),
  // echo x | docker login --password-stdin, and with <<<
  pattern(String.raw`\b(?:echo|printf)\s+(?:-[neE]+\s+)*${value}\s*\|[^\n|;&]*--password-stdin`),
  pattern(String.raw`--password-stdin[^\n|;&]*<<<\s*${value}`),
  // What docker login leaves in its file.
  pattern(String.raw`"auth"\s*:\s*"(?<secret>[^"]+)"`),
  pattern(String.raw`\.docker(?:configjson|cfg)["']?\s*[:=]\s*["']?(?<secret>[\w+/=]{8,})`),
  pattern(String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----(?<secret>[\s\S]*?)(?:-----END|$)`),
  // Tokens that say whose they are.
  pattern(
    String.raw`(?<secret>\b(?:gh[pousr]_|github_pat_|glpat-|dckr_(?:pat|oat)_|xox[abp]-|npm_|hvs\.|ya29\.|sk-)[\w.-]{16,}|\bAKIA[A-Z\d]{16}\b)`,
    'gd',
  ),
];

/** A lesson's own: the value of a variable, as it is set or printed. */
export function patternOfName(name: string): RegExp {
  return pattern(String.raw`(?<![\w.-])\\?["']?${name}\\?["']?[ \t]*[:=][ \t]*${value}`, 'gd');
}
