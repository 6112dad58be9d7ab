import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Imported, importLesson } from '../../src/lesson/import/import.ts';
import { readImportSource } from '../../src/lesson/import/read-source.ts';
import { writeImported } from '../../src/lesson/import/write.ts';
import { inspectLesson } from '../../src/lesson/load.ts';
import { importText } from '../../src/report/import/text.ts';

/** What is imported, and beside it what must come of that. */
const fixtures = join(import.meta.dirname, '../../fixtures/imports');
const deck = (text: string): Imported =>
  importLesson({ type: 'document', file: 'deck.md', bytes: new TextEncoder().encode(text) });
const inDeck = (commands: string) =>
  deck(`# Title\n\n.exercise[\n\n- Do it:\n  \`\`\`bash\n  ${commands}\n  \`\`\`\n\n]\n`);
const lessonOf = ({ files }: Imported) => files.get('lesson.yaml') ?? '';

describe('an import', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pilotage-import-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(['deck/deck.md', 'article/article.md', 'scenario'])(
    '%s: a lesson that loads, and a word on everything',
    async (name) => {
      const [kind = ''] = name.split('/');
      const imported = importLesson(await readImportSource(join(fixtures, name)));
      for (const [file, text] of imported.files)
        await expect(text).toMatchFileSnapshot(join(fixtures, kind, 'expected', file));
      const report = importText(imported).replaceAll(/^fixtures\/imports\//gm, '');
      await expect(report).toMatchFileSnapshot(join(fixtures, kind, 'expected', 'report.txt'));
      await writeImported(imported, join(folder, 'lesson'));
      const { lesson, findings } = await inspectLesson(join(folder, 'lesson'));
      expect(findings).toEqual([]);
      expect(lesson?.file.steps).toHaveLength(imported.steps);
    },
  );

  it('reads a file that is no UTF-8, and says so', () => {
    const bytes = Buffer.from('# D\xe9marrer\n\n```bash\nminikube start\n```\n', 'latin1');
    const imported = importLesson({ type: 'document', file: 'a.md', bytes }, 'fr');
    expect(imported.files.get('fr.md')).toContain('# Démarrer');
    expect(imported.remarks).toContainEqual(expect.objectContaining({ line: 1, fate: 'repaired' }));
  });

  it('keeps prose that would mean something else in a lesson as it is written', () => {
    const text = '# One\n\n> [!HURRY] now\n\n```bash\nkubectl get nodes\n```\n\n<pre>\nnever closed\n';
    expect(deck(text).files.get('en.md')).toContain('```\n> [!HURRY] now\n```');
    expect(deck(text).files.get('en.md')).toContain('```\n<pre>\nnever closed\n```');
  });

  it.each([
    [
      'kubectl run web --image nginx:1.29 --replicas=2 --generator=run/v1 -- sleep 9',
      'kubectl create deployment web --image=nginx:1.29 --replicas=2 -- sleep 9',
    ],
    [
      'kubectl run tick --image=busybox:1.35 --schedule="* * * * *" --generator=x -- date',
      'kubectl create cronjob tick --image=busybox:1.35 --schedule="* * * * *" -- date',
    ],
    [
      'kubectl run once --image=busybox:1.35 --restart=OnFailure --record -- date',
      'kubectl create job once --image=busybox:1.35 -- date',
    ],
    [
      'kubectl run sh --rm -ti --restart=Never --image=alpine:3.22 --record',
      'kubectl run sh --rm -ti --restart=Never --image=alpine:3.22',
    ],
    ['kubectl run web --image=nginx:1.29', 'kubectl run web --image=nginx:1.29'],
    [
      'kubectl run web --image=nginx:1.29; kubectl scale deploy/web --replicas=2',
      'kubectl create deployment web --image=nginx:1.29; kubectl scale deploy/web --replicas=2',
    ],
    [
      'kubectl get pods -o json | jq -r ".items[].metadata.name"',
      "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    ],
    ['kubectl get pods -o json | jq ".items | length"', 'kubectl get pods -o json | jq ".items | length"'],
    [
      'kubectl create namespace blue --dry-run -o yaml',
      'kubectl create namespace blue --dry-run=client -o yaml',
    ],
    ['kubectl exec web ls /', 'kubectl exec web -- ls /'],
    ['kubectl exec web -- ls /', 'kubectl exec web -- ls /'],
    ['kubectl delete rs web --cascade=false', 'kubectl delete rs web --cascade=orphan'],
  ])('%s is written as today', (before, after) => {
    expect(lessonOf(inDeck(before)).replaceAll(/\n {6}/g, ' ')).toContain(`run: ${after}\n`);
  });

  it.each([
    ['kubectl expose deploy/web --port 80 --name shop', 'resource: services/shop'],
    ['kubectl create namespace blue', 'resource: namespaces/blue'],
    ['kubectl create secret generic db --from-literal=a=b', 'resource: secrets/db'],
    ['kubectl delete pod web', 'absent: true'],
    [
      'kubectl set image deployment/web nginx=nginx:1.30',
      "(containers[?name=='nginx'].image | [0]): nginx:1.30",
    ],
    ['kubectl apply -f web.yaml', 'command: kubectl get -f web.yaml'],
    ['kubectl cordon node1', 'unschedulable: true'],
    ['kubectl rollout status deploy/web', 'availableReplicas: 1'],
    ['docker build -t web:v1 .', 'command: docker image inspect web:v1 2>&1'],
    ['docker push localhost:5000/team/web:v1', 'http: http://localhost:5000/v2/team/web/tags/list'],
    ['docker run -d --name db redis:7', 'command: docker container inspect db 2>&1'],
    ['git clone https://example.com/a/shop.git', 'file: shop'],
    ['export COLOUR="dark $SHADE"', 'matches: ^dark .+$'],
    ['mkdir -p a/b', 'file: a/b'],
  ])('%s suggests what proves it', (command, check) => {
    expect(lessonOf(inDeck(command))).toContain(check);
  });

  it('checks what is so at the end of a step, not what was so in between', () => {
    const script = 'kubectl create deployment web --image=nginx:1.29; kubectl scale deploy web --replicas=4';
    const text = lessonOf(inDeck(script));
    expect(text.match(/resource: deployments\/web/g)).toHaveLength(1);
    expect(text).toContain('availableReplicas: 4');
  });

  it('lets a check end where a later step ends what it looks at', () => {
    const text = lessonOf(
      inDeck(
        'kubectl create deployment web --image=nginx:1.29\n  ```\n\n- Stop it:\n  ```bash\n  kubectl scale deployment web --replicas=0',
      ),
    );
    expect(text.match(/once: true/g)).toHaveLength(1);
    expect(text.indexOf('once: true')).toBeLessThan(text.indexOf('--replicas=0'));
  });
});
