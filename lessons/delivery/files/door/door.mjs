// The door of the cluster: takes HTTPS, finds the host of a request in the Ingress objects, and passes it on to the Service.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';

// A controller such as Traefik asks the API for these and is told of each change. This one is handed a list.
const { items } = JSON.parse(readFileSync('/door/ingress.json', 'utf8'));
const rules = items.flatMap(({ spec }) => spec.rules);

function serviceFor(host, url) {
  const paths = rules.find((rule) => rule.host === host)?.http.paths ?? [];
  return paths.find(({ path }) => url.startsWith(path))?.backend.service;
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
server.listen(8443, () => console.log(`open, for ${rules.map(({ host }) => host).join(' and ')}`));
process.on('SIGTERM', () => process.exit(0));
