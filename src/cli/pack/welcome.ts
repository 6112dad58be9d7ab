import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PackFolder } from '../../pack/store/pack-folder.ts';
import { packedImageOf } from '../../pack/store/packed-image.ts';
import { shippedDirs } from '../lessons.ts';

/** What learners type to use a pack that is offered at an address. */
export async function welcomeText(folder: PackFolder, address: string): Promise<string> {
  const images = (await folder.images()).flatMap(
    (one) => packedImageOf(one)?.image.name.replace(/^docker\.io\/(library\/)?/, '') ?? [],
  );
  const lessons = (await readdir(folder.lessonsDir).catch((): string[] => [])).filter(
    (name) => !name.startsWith('.'),
  );
  const shipped = (await shippedDirs()).map((dir) => basename(dir));
  const brought = lessons.filter((id) => !shipped.includes(id));
  const [first = 'LESSON'] = lessons;
  return [
    'Learners type, each on their own machine, with the cluster that they use:',
    '',
    `  export PILOTAGE_MIRROR=${address}`,
    `  pilotage doctor ${first} --cluster minikube`,
    `  pilotage doctor ${first} --cluster context:NAME`,
    '',
    'The doctor says what is still to be done there, with the exact commands. A node',
    'that pilotage starts with minikube from that shell pulls from here by itself.',
    '',
    ...(brought.length > 0 ? ['Workshops that do not ship with pilotage:', ''] : []),
    ...brought.map((id) => `  curl -sf ${address}/lessons/${id}.tar.gz | tar xz && pilotage start ./${id}`),
    ...(brought.length > 0 ? [''] : []),
    'Images:',
    '',
    ...images.map((name) => `  ${name}`),
    '',
  ].join('\n');
}
