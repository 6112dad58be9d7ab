import { rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cpus, hostname, totalmem } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { BlobFolder } from '../node/images/blobs.ts';
import type { Hub } from '../node/images/hub/hub.ts';
import { hubRepository } from '../node/images/reference.ts';
import type { NamedImageStore } from '../node/images/store.ts';
import type { ContainerProgram } from '../node/programs/program.ts';
import { type BuildTarget, type EngineInfo, engineVersion } from './api.ts';
import type { Workshop } from './build/base-image.ts';
import { build } from './build/build.ts';
import { BuildCache } from './build/cache.ts';
import { openYard } from './containers/yard.ts';
import { EngineError } from './errors.ts';
import { readBody, sendJson, streamLines } from './http.ts';
import { history, inspect, summarize } from './images/describe.ts';
import { lookUp, parse } from './images/names.ts';
import { pull } from './images/pull.ts';
import { push } from './images/push.ts';
import { removeImage } from './images/remove.ts';
import type { Routes } from './routes.ts';

export interface EngineOptions {
  /** The engine's own images: what a node pulls is not among them. */
  images: NamedImageStore;
  blobs: BlobFolder;
  hub: Hub;
  /** For the build cache, for containers and volumes, and for files under way. */
  stateDir: string;
  clock: Clock;
  /** What containers can run. */
  programs: Readonly<Record<string, ContainerProgram>>;
}

/** The practice cluster's docker engine. */
export interface Engine {
  /** Answers a request of the docker command. `path` is what follows `/docker/` in the URL, without its query. */
  handleEngineRequest(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Takes up the containers that an earlier engine had. */
  start(): Promise<void>;
  /** Ends them all, and saves. */
  close(): Promise<void>;
}

export function createEngine({ images, blobs, hub, stateDir, clock, programs }: EngineOptions): Engine {
  const temporary = path.join(stateDir, 'tmp');
  // What an engine that was killed left behind.
  rmSync(temporary, { recursive: true, force: true });
  const launcher = { programs };
  const yard = openYard({ images, stateDir, clock, launcher });
  const runtime = { clock, launcher, network: yard.buildNetwork };
  const workshop: Workshop = { blobs, hub, images, temporary, runtime };
  const cache = new BuildCache(path.join(stateDir, 'build-cache.json'), blobs);

  const nameIn = (query: URLSearchParams) => lookUp(images, query.get('name') ?? '');

  const routes: Routes = {
    ...yard.routes,
    'GET info': async ({ response }) => {
      const info: EngineInfo = {
        images: images.list().length,
        containers: yard.counts(),
        version: engineVersion,
        root: stateDir,
        cpus: cpus().length,
        memory: totalmem(),
        name: hostname(),
      };
      sendJson(response, 200, info);
    },
    'GET images': async ({ response }) => sendJson(response, 200, images.list().map(summarize)),
    'GET images/inspect': async ({ response, query }) =>
      sendJson(response, 200, await inspect(blobs, nameIn(query))),
    'GET images/history': async ({ response, query }) =>
      sendJson(response, 200, await history(blobs, nameIn(query))),
    'POST images/tag': async ({ request, response }) => {
      const { source, target } = await readBody(request);
      const { image } = lookUp(images, String(source));
      const reference = parse(String(target));
      if (reference.digest !== undefined)
        throw new EngineError(400, 'refusing to create a tag with a digest reference');
      images.tag(reference, image);
      await images.saved();
      sendJson(response, 201, {});
    },
    'POST images/remove': async ({ request, response }) => {
      const { name, force } = await readBody(request);
      sendJson(response, 200, {
        lines: await removeImage({ images, usersOf: yard.usersOf }, String(name), force === true),
      });
    },
    'POST images/pull': async ({ request, response }) => {
      const { name, all } = await readBody(request);
      const reference = parse(String(name));
      const tags = all === true ? (hub.tags(hubRepository(reference)) ?? []) : [];
      await streamLines(response, async (tell) => {
        for (const tag of tags) await pull(images, { ...reference, tag }, tell);
        if (tags.length === 0) await pull(images, reference, tell);
      });
    },
    'POST images/push': async ({ request, response }) => {
      const { name, all } = await readBody(request);
      const reference = parse(String(name));
      await streamLines(response, (tell) => push({ images, blobs, reference, all: all === true, tell }));
    },
    'POST build': async ({ request, response }) => {
      const { targets } = (await readBody(request)) as unknown as { targets: BuildTarget[] };
      await streamLines(response, (tell) => build(targets, workshop, cache, tell));
    },
  };

  return {
    start: yard.start,
    close: yard.close,
    async handleEngineRequest(request, response, requestPath) {
      const route = routes[`${request.method} ${requestPath}`];
      try {
        if (!route) throw new EngineError(404, 'page not found');
        await route({ request, response, query: new URL(request.url ?? '', 'http://engine').searchParams });
      } catch (error) {
        if (response.headersSent) response.destroy();
        else
          sendJson(response, error instanceof EngineError ? error.status : 500, {
            message: (error as Error).message,
          });
      }
    },
  };
}
