import { type Applet, options } from './applet.ts';

const lo = (family: boolean) =>
  `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n${family ? '    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n' : ''}`;

/** The pods' network gives each address a card of its own. */
function mac(address: string): string {
  const bytes = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return `02:42:${bytes.join(':')}`;
}

const eth0 = (address: string, family: boolean) =>
  `2: eth0@if3: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue \n    link/ether ${mac(address)} brd ff:ff:ff:ff:ff:ff\n${family ? `    inet ${address}/24 brd 10.244.0.255 scope global eth0\n       valid_lft forever preferred_lft forever\n` : ''}`;

const ip: Applet = ({ args, process, print, complain }) => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const [object = ''] = words;
  const { ip: address } = process.network;
  const matches = (name: string) => object !== '' && name.startsWith(object);
  if (matches('route')) {
    print(`default via 10.244.0.1 dev eth0 \n10.244.0.0/24 dev eth0 scope link  src ${address} \n`);
    return 0;
  }
  if (matches('neigh')) return 0;
  if (!matches('address') && !matches('link')) return complain(`unrecognized: ${object}`);
  const family = matches('address');
  const device = words.find((word) => /^(lo|eth0)$/.test(word));
  if (device !== 'eth0') print(lo(family));
  if (device !== 'lo') print(eth0(address, family));
  return 0;
};

const ifconfig: Applet = ({ args, process, print, complain }) => {
  const { ip: address } = process.network;
  const [device] = args.filter((arg) => !arg.startsWith('-'));
  const counters =
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n          collisions:0 txqueuelen:1000 \n          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n';
  const cards: Record<string, string> = {
    eth0: `eth0      Link encap:Ethernet  HWaddr ${mac(address).toUpperCase()}  \n          inet addr:${address}  Bcast:10.244.0.255  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n${counters}`,
    lo: `lo        Link encap:Local Loopback  \n          inet addr:127.0.0.1  Mask:255.0.0.0\n          UP LOOPBACK RUNNING  MTU:65536  Metric:1\n${counters}`,
  };
  if (device !== undefined && !cards[device])
    return complain(`${device}: error fetching interface information: Device not found`);
  print(device === undefined ? Object.values(cards).join('') : (cards[device] ?? ''));
  return 0;
};

const route: Applet = ({ print }) => {
  print(
    'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n0.0.0.0         10.244.0.1      0.0.0.0         UG    0      0        0 eth0\n10.244.0.0      0.0.0.0         255.255.255.0   U     0      0        0 eth0\n',
  );
  return 0;
};

const netstat: Applet = ({ args, process, print }) => {
  const { flags } = options(args, 'laentuwxrWp');
  const only =
    flags.l === undefined
      ? flags.a === undefined
        ? 'w/o servers'
        : 'servers and established'
      : 'only servers';
  print(
    `Active Internet connections (${only})\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${flags.p === undefined ? '' : 'PID/Program name    '}\n`,
  );
  if (flags.l === undefined && flags.a === undefined) return 0;
  for (const port of process.network.listening())
    print(
      `tcp        0      0 :::${String(port).padEnd(19)} :::*                    LISTEN      ${flags.p === undefined ? '' : '-'}\n`,
    );
  return 0;
};

/** What a container's network looks like from inside. */
export const networkInfo: Record<string, Applet> = { ifconfig, ip, netstat, route };
