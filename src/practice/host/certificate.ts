import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * A key, and a certificate that it signed for itself (X.509, RFC 5280), for ten years. Node.js reads such, and makes none;
 * a library that does would be the largest thing that a start loads.
 */
export function createCertificate(name: string, hosts: readonly string[], addresses: readonly string[]) {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const now = new Date();
  const until = new Date(now);
  until.setUTCFullYear(now.getUTCFullYear() + 10);
  const called = sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from(name)))));
  const names = [
    ...hosts.map((host) => der(0x82, Buffer.from(host))),
    ...addresses.map((address) => der(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  const algorithm = sequence(oid.ecdsaWithSha256);
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // Positive, and without a leading zero.
    der(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    algorithm,
    called,
    sequence(time(now), time(until)),
    called,
    pair.publicKey,
    der(
      0xa3,
      sequence(
        sequence(oid.basicConstraints, yes, der(0x04, sequence(yes))),
        sequence(oid.subjectAltName, der(0x04, sequence(...names))),
      ),
    ),
  );
  const signature = sign('sha256', content, pair.privateKey);
  const certificate = sequence(content, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return { key: pair.privateKey, certificate: pem };
}

/** A value with its tag and length, as DER has it. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** `261121203000Z` */
function time(at: Date): Buffer {
  return der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replaceAll(/[-:T]|\..*/g, '')
        .slice(2)}Z`,
    ),
  );
}

const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const yes = der(0x01, Buffer.from([0xff]));
const oid = {
  commonName: identifier('550403'),
  subjectAltName: identifier('551d11'),
  basicConstraints: identifier('551d13'),
  ecdsaWithSha256: identifier('2a8648ce3d040302'),
};
