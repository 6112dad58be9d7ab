import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Role } from '../../../src/hub/protocol/protocol.ts';
import type { OpenRoom } from './room.ts';

export const patience = 60_000;

export interface RoomPage {
  readonly page: Page;
  /** What the page said to nobody: errors, and what its policy forbade. */
  readonly complaints: string[];
  /** The origins that it asked for anything. */
  readonly asked: Set<string>;
  /** The button of this name, the only one. */
  button(name: string | RegExp): Locator;
  /** The row of the class that has this name, as it is read out. */
  row(name: string): Locator;
  /** Resolves once this can be read on the page. */
  reads(text: string | RegExp): Promise<void>;
}

/** The page of a room as a browser of one's own shows it to a role, until the test is over; `at`: behind a proxy. */
export async function openPage(
  browser: Browser,
  room: OpenRoom,
  role: Exclude<Role, 'learner'>,
  { at = room.url, ...options }: BrowserContextOptions & { at?: string } = {},
): Promise<RoomPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:') asked.add(origin);
  });
  await page.goto(`${at}/#${room.server.keys.tokenOf(role)}`);
  return {
    page,
    complaints,
    asked,
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    row: (name) => page.locator('.row').filter({ has: page.locator('.who', { hasText: name }) }),
    reads: (text) => page.getByText(text).first().waitFor(),
  };
}
