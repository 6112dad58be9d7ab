import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ContainerPaths } from '../../runtime/container-paths.ts';

/** Parts of Node's CommonJS loader that it does not document, and has always had. */
interface Loader {
  _resolveFilename: (request: string, parent: object | undefined, isMain: boolean) => string;
  _nodeModulePaths(folder: string): string[];
}

const loader = module as unknown as Loader;

/** Lets `require` and `import` find the container's modules, under the names that they have inside it. */
export function patchModules(paths: ContainerPaths): void {
  const hostFile = (file: string) => paths.toHost(paths.toContainer(file) ?? file);
  const hostUrl = (url: string) =>
    url.startsWith('file:') ? pathToFileURL(hostFile(fileURLToPath(url))).href : url;
  const inside = (host: string, specifier: string) => {
    const file = paths.toContainer(host);
    if (file !== undefined) return pathToFileURL(file).href;
    const message = `Cannot find module '${specifier}'`;
    throw Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND', requireStack: [] });
  };
  const clean = (error: unknown) => {
    if (!(error instanceof Error)) return error;
    error.message = error.message.replaceAll(paths.root, '');
    if (error.stack) error.stack = error.stack.replaceAll(paths.root, '');
    return error;
  };
  const resolveFilename = loader._resolveFilename;
  // What `import` has found is looked for once more by its name inside the container, past the hooks.
  loader._resolveFilename = (request, ...rest) => {
    if (!path.posix.isAbsolute(request) || paths.toContainer(request) !== undefined) {
      return resolveFilename(request, ...rest);
    }
    const found = resolveFilename(hostFile(request), ...rest);
    return paths.toContainer(found) ?? found;
  };
  module.registerHooks({
    resolve(specifier, context, next) {
      if (module.isBuiltin(specifier)) return next(specifier, context);
      const parent = context.parentURL === undefined ? undefined : hostUrl(context.parentURL);
      const wanted = path.posix.isAbsolute(specifier) ? hostFile(specifier) : hostUrl(specifier);
      try {
        // The next step would go by the file name that `require`'s module has inside the container.
        if (context.conditions.includes('require')) {
          const url = inside(resolveRequired(wanted, parent), specifier);
          return { url, shortCircuit: true, importAttributes: context.importAttributes };
        }
        const found = next(wanted, { ...context, parentURL: parent });
        if (!found.url.startsWith('file:')) return found;
        return { ...found, url: inside(fileURLToPath(found.url), specifier) };
      } catch (error) {
        throw clean(error);
      }
    },
    load(url, context, next) {
      try {
        return next(hostUrl(url), context);
      } catch (error) {
        throw clean(error);
      }
    },
  });
}

function resolveRequired(wanted: string, parentUrl: string | undefined): string {
  if (!parentUrl?.startsWith('file:')) return loader._resolveFilename(wanted, undefined, true);
  const filename = fileURLToPath(parentUrl);
  const paths = loader._nodeModulePaths(path.dirname(filename));
  return loader._resolveFilename(wanted, { id: filename, filename, paths }, false);
}
