import { createPrivateKey, X509Certificate } from 'node:crypto';
import { KubectlError } from '../../errors.ts';

/** Refuses a certificate and a key that do not belong together, in the words of the real one. @throws KubectlError */
export function checkKeyPair(certificate: Buffer, key: Buffer): void {
  const found = typesOf(certificate);
  if (found.length === 0) throw refusal('failed to find any PEM data in certificate input');
  if (!found.includes('CERTIFICATE')) {
    throw refusal(
      found.length === 1 && found[0]?.endsWith('PRIVATE KEY')
        ? 'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
        : `failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${found.join(' ')}]`,
    );
  }
  const inKey = typesOf(key);
  if (inKey.length === 0) throw refusal('failed to find any PEM data in key input');
  if (!inKey.some((type) => type.endsWith('PRIVATE KEY'))) {
    throw refusal(
      inKey.length === 1 && inKey[0] === 'CERTIFICATE'
        ? 'found a certificate rather than a key in the PEM for the private key'
        : `failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${inKey.join(' ')}]`,
    );
  }
  if (!belongTogether(certificate, key)) throw refusal('private key does not match public key');
}

function typesOf(pem: Buffer): string[] {
  return [...pem.toString('latin1').matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----$/gm)].map(
    ([, type = '']) => type,
  );
}

function belongTogether(certificate: Buffer, key: Buffer): boolean {
  let own: X509Certificate;
  try {
    own = new X509Certificate(certificate);
  } catch {
    throw new KubectlError('error: x509: malformed certificate');
  }
  try {
    return own.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw refusal('failed to parse private key');
  }
}

function refusal(why: string): KubectlError {
  return new KubectlError(`error: tls: ${why}`);
}
