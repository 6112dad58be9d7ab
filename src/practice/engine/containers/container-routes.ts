import { readBody, sendJson, streamLines } from '../http.ts';
import type { Routes } from '../routes.ts';
import type { ContainerSpec } from './api.ts';
import { changedBytes, changeLines, changesOf } from './changes.ts';
import type { Containers } from './containers.ts';
import type { ContainerContext } from './context.ts';
import { type CopyWish, copy } from './copy.ts';
import { describe } from './describe.ts';
import { readLogs } from './logs.ts';
import { removeContainer } from './remove.ts';
import { attach, exec } from './run-inside.ts';
import { readStats } from './stats.ts';

/** What the docker command asks about containers. */
export function containerRoutes(containers: Containers, context: ContainerContext): Routes {
  const named = async (request: Parameters<typeof readBody>[0]) => {
    const body = await readBody(request);
    return { body, container: containers.get(String(body.name)) };
  };
  return {
    'GET containers': async ({ response, query }) => {
      const list = containers.list().map(describe);
      if (query.get('size') !== null) {
        for (const info of list) {
          const image = context.images.resolve(info.imageId)?.image;
          if (!image) continue;
          const sizeRw = await changedBytes(containers.get(info.id), await context.folders.original(image));
          Object.assign(info, { sizeRw, sizeRootFs: image.size + sizeRw });
        }
      }
      sendJson(response, 200, list);
    },
    'GET containers/inspect': async ({ response, query }) =>
      sendJson(response, 200, describe(containers.get(query.get('name') ?? ''))),
    'POST containers/create': async ({ request, response }) => {
      const { record } = containers.create((await readBody(request)) as unknown as ContainerSpec);
      sendJson(response, 201, { id: record.id });
    },
    'POST containers/start': async ({ request, response }) => {
      const { container } = await named(request);
      await container.start();
      sendJson(response, 200, {});
    },
    'POST containers/stop': async ({ request, response }) => {
      const { container, body } = await named(request);
      await container.stop(body.timeout as number | undefined);
      sendJson(response, 200, {});
    },
    'POST containers/restart': async ({ request, response }) => {
      const { container, body } = await named(request);
      await container.stop(body.timeout as number | undefined);
      await container.start();
      sendJson(response, 200, {});
    },
    'POST containers/kill': async ({ request, response }) => {
      const { container, body } = await named(request);
      await container.kill(String(body.signal));
      sendJson(response, 200, {});
    },
    'POST containers/remove': async ({ request, response }) => {
      const { container, body } = await named(request);
      await removeContainer(container, context.volumes, body.force === true, body.volumes === true);
      sendJson(response, 200, {});
    },
    'POST containers/rename': async ({ request, response }) => {
      const { container, body } = await named(request);
      containers.checkName(String(body.to));
      container.record.name = String(body.to);
      context.save();
      sendJson(response, 200, {});
    },
    'POST containers/wait': async ({ request, response }) => {
      const { container } = await named(request);
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      sendJson(response, 200, { exit: await container.wait('not-running', gone.signal) });
    },
    'POST containers/logs': async ({ request, response }) => {
      const { container, body } = await named(request);
      await streamLines(response, (tell, signal) => readLogs(container, body, tell, signal));
    },
    'GET containers/top': async ({ response, query }) => {
      const processes = containers.get(query.get('name') ?? '').process.processes();
      sendJson(
        response,
        200,
        processes.map(({ pid, argv }) => ({ pid, command: argv.join(' ') })),
      );
    },
    'GET containers/stats': async ({ response }) => {
      const running = containers.list().filter((container) => container.running);
      sendJson(response, 200, await readStats(running, context));
    },
    'GET containers/diff': async ({ response, query }) => {
      const container = containers.get(query.get('name') ?? '');
      const image = context.images.resolve(container.record.imageId)?.image;
      const original = image && (await context.folders.original(image));
      sendJson(response, 200, original ? changeLines(await changesOf(container, original)) : []);
    },
    'POST containers/copy': async ({ request, response }) => {
      const { container, body } = await named(request);
      sendJson(response, 200, { size: await copy(container, body as unknown as CopyWish) });
    },
    'POST containers/attach': ({ request, response }) => attach(containers, request, response),
    'POST containers/exec': ({ request, response }) => exec(containers, request, response),
  };
}
