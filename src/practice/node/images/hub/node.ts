import { type ImageSpec, systemPath, variantTags } from './image-spec.ts';
import { debianLayer, type LayerSpec, program } from './layers.ts';
import { currentAlpine } from './systems.ts';

const runtime = {
  'usr/local/bin/node': program('node'),
  'usr/local/bin/nodejs': '-> node',
  'usr/local/bin/npm': program('npm'),
  'usr/local/bin/docker-entrypoint.sh': program('docker-entrypoint'),
  'home/node/': '',
};

const variants: readonly { variant: string; base: LayerSpec; advertised: number }[] = [
  { variant: 'alpine', base: currentAlpine, advertised: 155_338_291 },
  { variant: 'slim', base: debianLayer, advertised: 147_119_843 },
  { variant: '', base: debianLayer, advertised: 1_044_327_106 },
];

const versions: readonly { version: string; created: string; tags: readonly string[] }[] = [
  {
    version: '24.11.0',
    created: '2025-10-29T20:12:07Z',
    tags: ['24', 'lts', 'krypton', 'latest', 'current', '24.11.0'],
  },
  { version: '22.21.1', created: '2025-10-29T20:12:07Z', tags: ['22', 'jod', '22.21.1'] },
  { version: '20.19.5', created: '2025-09-04T01:31:49Z', tags: ['20', 'iron', '20.19.5'] },
];

export const nodeImages: readonly ImageSpec[] = versions.flatMap(({ version, created, tags }) =>
  variants.map(
    ({ variant, base, advertised }): ImageSpec => ({
      repository: 'library/node',
      tags: variant === '' ? tags : variantTags(tags, variant),
      created,
      config: {
        Env: [systemPath, `NODE_VERSION=${version}`, 'YARN_VERSION=1.22.22'],
        Entrypoint: ['docker-entrypoint.sh'],
        Cmd: ['node'],
      },
      layers: [
        base,
        { advertised, createdBy: `ENV NODE_VERSION=${version}; RUN install node`, files: runtime },
      ],
    }),
  ),
);
