import type { BlobFolder } from '../../node/images/blobs.ts';
import { layerSize, readDocument, readManifest } from '../../node/images/image.ts';
import type { NamedImage } from '../../node/images/store.ts';
import type { HistoryLine, ImageSummary } from '../api.ts';

export function summarize({ image, tags, digests }: NamedImage): ImageSummary {
  return { id: image.id, tags, digests, created: image.created, size: image.size };
}

/** As `docker inspect` prints an image. */
export async function inspect(
  blobs: BlobFolder,
  { image, tags, digests }: NamedImage,
): Promise<Record<string, unknown>> {
  const document = await readDocument(blobs, image.id);
  return {
    Id: image.id,
    RepoTags: tags,
    RepoDigests: digests,
    Parent: '',
    Comment: document.history?.at(-1)?.comment ?? '',
    Created: image.created,
    DockerVersion: '',
    Author: '',
    Config: {
      Hostname: '',
      Domainname: '',
      User: '',
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: null,
      Cmd: null,
      Image: '',
      Volumes: null,
      WorkingDir: '',
      Entrypoint: null,
      OnBuild: null,
      Labels: null,
      ...image.config,
    },
    Architecture: document.architecture,
    Os: document.os,
    Size: image.size,
    RootFS: { Type: 'layers', Layers: document.rootfs.diff_ids },
    Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
  };
}

/** The newest step first. */
export async function history(blobs: BlobFolder, { image }: NamedImage): Promise<HistoryLine[]> {
  const document = await readDocument(blobs, image.id);
  const { layers } = await readManifest(blobs, image.digest);
  let layer = 0;
  const lines: HistoryLine[] = [];
  for (const entry of document.history ?? []) {
    const descriptor = entry.empty_layer ? undefined : layers[layer++];
    lines.push({
      id: undefined,
      created: entry.created,
      createdBy: entry.created_by,
      size: descriptor ? await layerSize(blobs, descriptor) : 0,
      comment: entry.comment ?? '',
    });
  }
  const [newest, ...older] = lines.toReversed();
  return newest ? [{ ...newest, id: image.id }, ...older] : [];
}
