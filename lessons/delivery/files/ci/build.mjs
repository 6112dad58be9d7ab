// `node build.mjs REGISTRY NAME:TAG`: builds the image that the Dockerfile of this folder describes and puts it into the
// registry, without Docker. An image is three things: layers (archives of files), a configuration, and a manifest that
// names both by their digests.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';

const [registry, target] = process.argv.slice(2);
const [name, tag] = target.split(':');
const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

const digestOf = (bytes) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function ask(method, path, { headers = {}, body } = {}) {
  const url = new URL(path, `http://${registry}`);
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (response.statusCode < 400) resolve({ ...response, headers: response.headers, body: answer });
        else reject(new Error(`${method} ${url.pathname}: ${response.statusCode} ${answer}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function put(repository, bytes) {
  const digest = digestOf(bytes);
  const { headers } = await ask('POST', `/v2/${repository}/blobs/uploads/`);
  const place = new URL(headers.location, `http://${registry}`);
  place.searchParams.set('digest', digest);
  await ask('PUT', `${place.pathname}${place.search}`, { headers: { 'Content-Length': bytes.length }, body: bytes });
  return { digest, size: bytes.length };
}

async function manifestOf(repository, reference) {
  const headers = { Accept: [...manifestTypes, ...indexTypes].join(', ') };
  const { headers: got, body } = await ask('GET', `/v2/${repository}/manifests/${reference}`, { headers });
  const found = JSON.parse(body);
  if (!found.manifests) return { ...found, mediaType: found.mediaType ?? got['content-type'] };
  const cpu = { x64: 'amd64' }[process.arch] ?? process.arch;
  const fitting = found.manifests.find(({ platform }) => platform.os === 'linux' && platform.architecture === cpu);
  return manifestOf(repository, fitting.digest);
}

// One file of a tar archive: a header of 512 bytes, then its content, filled up to a multiple of 512.
function tarEntry(path, content) {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  const number = (value, at, digits) => header.write(value.toString(8).padStart(digits, '0'), at);
  number(0o644, 100, 7); // its mode; its owner and time stay 0
  number(content.length, 124, 11);
  header.write('        0', 148); // its sum is taken with spaces in the sum's place; 0: a file
  header.write('ustar\u000000', 257);
  number(
    header.reduce((total, byte) => total + byte, 0),
    148,
    6,
  );
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true })
    .sort()
    .filter((path) => statSync(`${folder}/${path}`).isFile());

const lines = readFileSync('Dockerfile', 'utf8').split('\n').filter((line) => /^[A-Z]/.test(line));
const config = {};
const entries = [];
let base = '';
for (const line of lines) {
  console.log(line);
  const [instruction, ...words] = line.split(' ');
  const rest = words.join(' ');
  if (instruction === 'FROM') base = rest;
  else if (instruction === 'WORKDIR') config.WorkingDir = rest;
  else if (instruction === 'CMD') config.Cmd = JSON.parse(rest);
  else if (line === 'COPY . .')
    for (const path of filesBelow('.'))
      entries.push(tarEntry(`${config.WorkingDir ?? ''}/${path}`.slice(1), readFileSync(path)));
  else throw new Error(`this small builder does not know: ${line}`);
}

const [baseName, baseTag] = base.split(':');
const manifest = await manifestOf(baseName, baseTag);
const { body } = await ask('GET', `/v2/${baseName}/blobs/${manifest.config.digest}`);
const image = JSON.parse(body);

// The base's layers are in the registry already: it only has to be told that they are ours, too.
for (const { digest } of manifest.layers)
  await ask('POST', `/v2/${name}/blobs/uploads/?mount=${digest}&from=${baseName}`);

const archive = Buffer.concat([...entries, Buffer.alloc(1024)]);
const isOci = manifest.mediaType.includes('oci');
const layerType = isOci
  ? 'application/vnd.oci.image.layer.v1.tar+gzip'
  : 'application/vnd.docker.image.rootfs.diff.tar.gzip';
manifest.layers.push({ mediaType: layerType, ...(await put(name, gzipSync(archive))) });
image.config = { ...image.config, ...config };
image.rootfs.diff_ids.push(digestOf(archive));
image.history = [...(image.history ?? []), { created_by: 'COPY . .', created: new Date().toISOString() }];
manifest.config = { ...manifest.config, ...(await put(name, Buffer.from(JSON.stringify(image)))) };
const headers = { 'Content-Type': manifest.mediaType };
await ask('PUT', `/v2/${name}/manifests/${tag}`, { headers, body: JSON.stringify(manifest) });
console.log(`${target}: ${manifest.layers.length} layers, one of them new`);
