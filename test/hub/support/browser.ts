import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const program = process.env.PILOTAGE_TEST_BROWSER ?? programs.find((path) => existsSync(path));

/** Why there is no browser to test with; undefined when there is one. */
export function whyNoBrowser(): string | undefined {
  return program === undefined ? 'install the package chromium to test with it' : undefined;
}

/** A real browser without a window. */
export function startBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error(whyNoBrowser());
  return chromium.launch({
    executablePath: program,
    // Its sandbox refuses root, and it opens nothing here but our own page.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-dev-shm-usage'],
  });
}
