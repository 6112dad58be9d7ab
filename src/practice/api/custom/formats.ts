import { isIP, isIPv4, isIPv6 } from 'node:net';

const checks: Readonly<Record<string, (value: string) => boolean>> = {
  'date-time': (value) =>
    /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(value) && isDate(value),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isDate(value),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  hostname: (value) =>
    /^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?)*$/.test(value),
  ip: (value) => isIP(value) !== 0,
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: (value) => {
    const [address = '', size = ''] = value.split('/');
    return isIP(address) !== 0 && /^\d+$/.test(size) && Number(size) <= (isIPv4(address) ? 32 : 128);
  },
  uri: (value) => URL.canParse(value),
  uuid: (value) => /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(value),
  byte: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0,
  duration: (value) => /^(\d+(\.\d+)?\s*(ns|us|µs|ms|s|m|h|d|w))+$/.test(value),
};

/** Formats that are not known are not looked at, as on a real server. */
export function isOfFormat(value: string, format: string): boolean {
  return checks[format]?.(value) ?? true;
}

function isDate(value: string): boolean {
  return !Number.isNaN(Date.parse(value.toUpperCase()));
}
