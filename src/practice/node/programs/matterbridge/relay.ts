import type { Gateway, Settings } from './settings.ts';

/** A message as the API shows it. */
export interface Message {
  text: string;
  channel: string;
  username: string;
  userid: string;
  avatar: string;
  account: string;
  event: string;
  protocol: string;
  gateway: string;
  parent_id: string;
  timestamp: string;
  id: string;
  Extra: Record<string, unknown[]> | null;
}

/** Where the messages for one account go. */
export type Inbox = (message: Message) => void;

/** Takes a message of an account to the others of the gateway that it names; one for another gateway goes nowhere. */
export function relay(
  message: Message,
  { gateways, text }: Settings,
  inboxes: ReadonlyMap<string, Inbox>,
): void {
  const gateway = gateways.find(({ name }) => name === message.gateway);
  if (!gateway || message.text === '' || !directions(gateway, message.account).has('in')) return;
  for (const account of new Set(gateway.members.map((member) => member.account))) {
    if (account === message.account || !directions(gateway, account).has('out')) continue;
    const format = text(account, 'RemoteNickFormat') ?? '{NICK}';
    inboxes.get(account)?.({ ...message, username: nickname(format, message, text) });
  }
}

/** Bridges given once as `in` and once as `out` go both ways. */
function directions({ members }: Gateway, account: string): Set<'in' | 'out'> {
  const given = members.filter((member) => member.account === account).map(({ direction }) => direction);
  return new Set(given.flatMap((one) => (one === 'inout' ? (['in', 'out'] as const) : [one])));
}

function nickname(format: string, message: Message, text: Settings['text']): string {
  const [protocol = '', bridge = ''] = message.account.split('.');
  const values: Record<string, string> = {
    BRIDGE: bridge,
    CHANNEL: message.channel,
    GATEWAY: message.gateway,
    LABEL: text(message.account, 'Label') ?? '',
    NICK: message.username,
    NOPINGNICK: message.username.replace(/^(.)/u, '$1\u200b'),
    PROTOCOL: protocol,
    USERID: message.userid,
  };
  return format.replace(/\{([A-Z]+)\}/g, (all, name: string) => values[name] ?? all);
}
