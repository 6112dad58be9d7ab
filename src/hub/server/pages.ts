import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distDir } from '../../base/package-root.ts';
import type { PageFile } from './app.ts';

/** The files of the dashboard, as the build left them, by the paths at which a server hands them out. */
export function dashboardPages(): ReadonlyMap<string, PageFile> {
  const page = (name: string, type: string): PageFile => ({
    type,
    body: readFileSync(join(distDir, 'page', name), 'utf8'),
  });
  return new Map([
    ['/', page('index.html', 'text/html; charset=utf-8')],
    ['/dashboard.js', page('dashboard.js', 'text/javascript; charset=utf-8')],
    ['/dashboard.css', page('dashboard.css', 'text/css; charset=utf-8')],
  ]);
}
