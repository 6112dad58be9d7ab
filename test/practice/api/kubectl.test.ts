import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ControlPlane, startControlPlane } from '../support/control-plane.ts';
import { installedClients, type Kubectl, kubectl } from '../support/kubectl.ts';

const installed = installedClients();
/** The oldest, the newest, and one between: protobuf, WebSockets and discovery changed on the way. */
const clients = [installed.at(0), installed.at(installed.length >> 1), installed.at(-1)].flatMap(
  (one) => one ?? [],
);

const manifest = (replicas: number | string, field = 'replicas') => `
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: shop }
  ports: [{ port: 80 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  ${field}: ${replicas}
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers: [{ name: shop, image: nginx }]
`;

describe.skipIf(clients.length === 0).each(clients)('kubectl $version', ({ version, path }) => {
  let plane: ControlPlane;
  let run: Kubectl;
  const ok = async (line: string | string[], input?: string) => {
    const { code, stdout, stderr } = await run(line, input);
    expect({ code, stderr: stderr.replace(/^(WARNING|Warning|I\d{4}).*\n/gm, '') }).toEqual({
      code: 0,
      stderr: '',
    });
    return stdout;
  };

  beforeAll(async () => {
    plane = await startControlPlane(version === 'default' ? {} : { minor: version.slice(2) });
    run = kubectl(path, plane.url);
  });

  afterAll(async () => {
    run?.[Symbol.dispose]();
    await plane?.[Symbol.asyncDispose]();
  });

  it('shows the node', async () => {
    const lines = (await ok('get nodes -o wide')).split('\n');
    expect(lines[0]?.split(/\s{2,}/)).toEqual([
      'NAME',
      'STATUS',
      'ROLES',
      'AGE',
      'VERSION',
      'INTERNAL-IP',
      'EXTERNAL-IP',
      'OS-IMAGE',
      'KERNEL-VERSION',
      'CONTAINER-RUNTIME',
    ]);
    expect(lines[1]).toMatch(/^minikube {3}Ready {4}control-plane {3}\d+s .* 192\.168\.49\.2 /);
    expect(await ok('describe node minikube')).toContain('Non-terminated Pods:');
  });

  it('creates, exposes, waits and shows everything', async () => {
    expect(await ok('create deployment web --image=nginx')).toBe('deployment.apps/web created\n');
    expect(await ok('expose deploy/web --port=80 --type=NodePort')).toBe('service/web exposed\n');
    expect(await ok('wait --for=condition=available deploy/web --timeout=10s')).toBe(
      'deployment.apps/web condition met\n',
    );
    expect(await ok('rollout status deploy/web --timeout=10s')).toBe(
      'deployment "web" successfully rolled out\n',
    );
    const all = await ok('get all');
    expect(all).toMatch(/^pod\/web-\w+-\w{5} +1\/1 +Running +0 +\d+s$/m);
    expect(all).toMatch(/^service\/web +NodePort +10\.\d+\.\d+\.\d+ +<none> +80:3\d{4}\/TCP +\d+s$/m);
    expect(all).toMatch(/^deployment\.apps\/web +1\/1 +1 +1 +\d+s$/m);
    expect(all).toMatch(/^replicaset\.apps\/web-\w+ +1 +1 +1 +\d+s$/m);
    expect(await ok('get svc web -o jsonpath={.spec.ports[0].nodePort}')).toMatch(/^3\d{4}$/);
    const wide = await ok('get deploy,rs,pods,svc,ep -o wide');
    expect(wide).toMatch(/^NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR$/m);
    expect(wide).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES$/m);
    expect(wide).toMatch(/^endpoints\/web +10\.244\.0\.\d+:80 +\d+s$/m);
  });

  it('prints objects in every form', async () => {
    expect(await ok('get deploy web -o name')).toBe('deployment.apps/web\n');
    expect(JSON.parse(await ok('get deploy web -o json'))).toMatchObject({
      kind: 'Deployment',
      spec: {
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      },
    });
    expect(await ok('get deploy -o yaml')).toMatch(/^ {2}kind: Deployment$/m);
    expect(await ok('get pods -l app=web --no-headers')).toMatch(/^web-/);
    expect(await ok('get pods -l app!=web -o name')).toBe('');
    expect(await ok('get pods --field-selector status.phase=Pending -o name')).toBe('');
  });

  it('describes with events', async () => {
    const deployment = await ok('describe deploy web');
    expect(deployment).toMatch(/NewReplicaSet: +web-\w+ \(1\/1 replicas created\)/);
    expect(deployment).toMatch(/Scaled up replica set web-\w+ from 0 to 1/);
    expect(await ok('describe pod -l app=web')).toMatch(
      /Successfully assigned default\/web-\w+-\w{5} to minikube/,
    );
    expect(await ok('describe svc web')).toMatch(/Endpoints: +10\.244\.0\.\d+:80/);
    expect(await ok('get events')).toMatch(
      /Normal +SuccessfulCreate +replicaset\/web-\w+ +Created pod: web-/,
    );
  });

  it('scales, rolls out and goes back', async () => {
    expect(await ok('scale deploy/web --replicas=3')).toBe('deployment.apps/web scaled\n');
    expect(await ok('set image deploy/web nginx=nginx:1.25')).toBe('deployment.apps/web image updated\n');
    expect(await ok('rollout status deploy/web --timeout=10s')).toContain('successfully rolled out');
    expect(await ok('rollout history deploy/web')).toMatch(/^1 +<none>\n2 +<none>$/m);
    expect(await ok('rollout undo deploy/web')).toBe('deployment.apps/web rolled back\n');
    expect(await ok('rollout history deploy/web')).toMatch(/^2 +<none>\n3 +<none>$/m);
    expect(await ok('get deploy web -o jsonpath={.spec.template.spec.containers[0].image}')).toBe('nginx');
    expect(await ok('rollout restart deploy/web')).toBe('deployment.apps/web restarted\n');
    expect(await ok('rollout status deploy/web --timeout=10s')).toContain('successfully rolled out');
  });

  it('labels and annotates, and says when there is nothing to do', async () => {
    expect(await ok('label deploy web tier=front')).toBe('deployment.apps/web labeled\n');
    expect(await ok('label deploy web tier=front')).toBe('deployment.apps/web not labeled\n');
    // kubectl 1.27 drops the last letter.
    expect(await ok('annotate deploy web note=x')).toMatch(/^deployment\.apps\/web annotated?\n$/);
  });

  it('applies manifests', async () => {
    expect(await ok('apply -f -', manifest(2))).toBe('service/shop created\ndeployment.apps/shop created\n');
    expect(await ok('apply -f -', manifest(2))).toBe(
      'service/shop unchanged\ndeployment.apps/shop unchanged\n',
    );
    const diff = await run('diff -f -', manifest(3));
    expect(diff.code).toBe(1);
    expect(diff.stdout).toMatch(/^-\s+replicas: 2\n\+\s+replicas: 3$/m);
    expect(await ok('apply -f -', manifest(3))).toBe(
      'service/shop unchanged\ndeployment.apps/shop configured\n',
    );
    const unknown = await run('apply -f -', manifest(3, 'replicaz'));
    expect(unknown.stderr).toContain('strict decoding error: unknown field "spec.replicaz"');
    const wrong = await run('create -f -', manifest('many').replaceAll('shop', 'other'));
    expect(wrong.stderr).toContain(
      'cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    );
    expect(await ok('delete -f -', manifest(3))).toContain('deployment.apps "shop" deleted');
    await ok('delete svc other');
  });

  it('creates every kind that it sends typed', async () => {
    await ok('create configmap settings --from-literal=colour=blue');
    await ok('create secret generic login --from-literal=password=hunter2');
    await ok('create namespace other');
    await ok('create service clusterip plain --tcp=80:8080');
    await ok('create job once --image=busybox -- echo hi');
    await ok('create quota many --hard=pods=30');
    await ok('autoscale deployment web --max=5');
    expect(await ok('get cm settings -o jsonpath={.data.colour}')).toBe('blue');
    expect(await ok('get secret login -o jsonpath={.data.password}')).toBe(
      Buffer.from('hunter2').toString('base64'),
    );
    expect(await ok('get svc plain -o jsonpath={.spec.ports[0].targetPort}')).toBe('8080');
    expect(await ok('get job once -o jsonpath={.spec.template.spec.containers[0].command}')).toBe(
      '["echo","hi"]',
    );
    expect(await ok('get hpa web -o jsonpath={.spec.maxReplicas}')).toBe('5');
  });

  it('explains, and lists what there is', async () => {
    expect(await ok('explain deployment.spec')).toMatch(/^ {2}replicas\t<integer>/m);
    expect(await ok('explain pod.spec.containers.image')).toContain('FIELD: image <string>');
    expect(await ok('api-resources')).toMatch(/^deployments +deploy +apps\/v1 +true +Deployment$/m);
    expect(await ok('api-versions')).toContain('apps/v1\n');
    expect(await ok('get --raw /readyz')).toBe('ok');
    expect(JSON.parse(await ok('get --raw /api/v1/namespaces/default'))).toMatchObject({ kind: 'Namespace' });
    expect(await ok('cluster-info')).toMatch(/control plane.* is running at .*http:\/\/127\.0\.0\.1:/);
  });

  it('runs, logs and executes', async () => {
    expect(await ok('run one --image=busybox')).toBe('pod/one created\n');
    await ok('wait --for=condition=ready pod/one --timeout=10s');
    expect(await ok('logs one --tail=2')).toBe('two\nthree\n');
    if (Number(version.slice(2)) < 30) return;
    expect(await ok('exec one -- echo hello')).toBe('echo hello\n');
    expect(await ok('exec -i one -- cat', 'typed')).toBe('typed');
    const failed = await run('exec one -- fail');
    expect(failed).toMatchObject({ code: 7, stderr: 'it failed\ncommand terminated with exit code 7\n' });
  });

  it('says what is wrong as a real server does', async () => {
    const said = async (line: string) => (await run(line)).stderr.trim();
    expect(await said('get pods nope')).toBe('Error from server (NotFound): pods "nope" not found');
    expect(await said('get nothing')).toBe(`error: the server doesn't have a resource type "nothing"`);
    expect(await said('create deployment web --image=nginx')).toBe(
      'error: failed to create deployment: deployments.apps "web" already exists',
    );
    expect(await said('create configmap Upper')).toContain(
      'metadata.name: Invalid value: "Upper": a lowercase RFC 1123 subdomain must consist of lower case',
    );
    expect(await said('-n nowhere run one --image=nginx')).toBe(
      'Error from server (NotFound): namespaces "nowhere" not found',
    );
    expect(await said('delete ns default')).toBe(
      'Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted',
    );
  });

  it('deletes, and the kubernetes service comes back', async () => {
    expect(await ok('delete pod one')).toMatch(/pod "one" deleted/);
    await ok('delete ns other');
    expect(await ok('delete all --all')).toContain('service "kubernetes" deleted');
    await plane.settled();
    expect(await ok('get svc -o name')).toBe('service/kubernetes\n');
    expect((await run('get pods')).stderr).toBe('No resources found in default namespace.\n');
  });
});
