// The door of the cluster: takes HTTPS, finds the host of a request in the Ingress objects, and passes it on to the Service.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, get } from 'node:https';
import { createInterface } from 'node:readline';

// What every pod has: where the API is, its certificate, the namespace, and the token of the pod's account.
const { KUBERNETES_SERVICE_HOST: api, KUBERNETES_SERVICE_PORT: port } = process.env;
const own = (name) => readFileSync(`/var/run/secrets/kubernetes.io/serviceaccount/${name}`, 'utf8');

// The rules, by the name of the Ingress. The API tells of all that there are, and then of each change, a line for each.
const ingresses = new Map();

function watch() {
  const path = `/apis/networking.k8s.io/v1/namespaces/${own('namespace')}/ingresses?watch=1`;
  const headers = { Authorization: `Bearer ${own('token')}` };
  const asked = get({ host: api, port, path, headers, ca: own('ca.crt') }, (answer) => {
    ingresses.clear();
    createInterface({ input: answer }).on('line', learn);
  });
  asked.on('error', ({ message }) => console.log(message));
  // The API ends it now and then.
  asked.on('close', () => setTimeout(watch, 1000));
}

function learn(line) {
  const { type, object, message } = JSON.parse(line);
  if (!object?.spec) return console.log(message ?? object?.message);
  const { name } = object.metadata;
  if (type === 'DELETED') ingresses.delete(name);
  else ingresses.set(name, object.spec.rules ?? []);
  console.log(`${type} ${name}: open for ${[...ingresses.values()].flat().map(({ host }) => host).join(' and ')}`);
}

function serviceFor(host, url) {
  const rule = [...ingresses.values()].flat().find((one) => one.host === host);
  return rule?.http?.paths.find(({ path }) => url.startsWith(path))?.backend.service;
}

function answer(response, status, text) {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${text}\n`);
}

const certificate = { key: readFileSync('/tls/tls.key'), cert: readFileSync('/tls/tls.crt') };
const server = createServer(certificate, (incoming, response) => {
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
  const service = serviceFor(host, incoming.url);
  if (!service) return answer(response, 404, `no rule for ${host}${incoming.url}`);
  const { method, url: path, headers } = incoming;
  const options = { host: service.name, port: service.port.number, method, path, headers };
  const passedOn = request(options, (answered) => {
    response.writeHead(answered.statusCode, answered.headers);
    answered.pipe(response);
  });
  passedOn.on('error', () => answer(response, 503, `nobody answers for the Service ${service.name}`));
  incoming.pipe(passedOn);
});
server.listen(8443);
watch();
process.on('SIGTERM', () => process.exit(0));
