import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../api/connection.ts';
import { StatusError } from '../api/errors.ts';
import { getJson, sendJson } from '../api/http.ts';

/** Tells a namespace that a run made for itself from one of the same name that somebody else has. */
const mark = { 'app.kubernetes.io/managed-by': 'pilotage' };

interface Namespace {
  metadata: { labels?: Record<string, string>; deletionTimestamp?: string };
}

/** The name of the namespace that the run in this folder made, or is to make; undefined where it has none. */
export async function namespaceOf(runDir: string): Promise<string | undefined> {
  try {
    return await readFile(fileIn(runDir), 'utf8');
  } catch {
    return undefined;
  }
}

/** The same, with a new name where there is none: one that no other run has. */
export async function namespaceFor(runDir: string): Promise<string> {
  const known = await namespaceOf(runDir);
  if (known !== undefined) return known;
  const name = `pilotage-${randomBytes(4).toString('hex')}`;
  await mkdir(runDir, { recursive: true });
  await writeFile(fileIn(runDir), name);
  return name;
}

function fileIn(runDir: string): string {
  return join(runDir, 'namespace');
}

/**
 * Makes the namespace that a run has to itself on a cluster that others use too, or takes up the one that it made
 * before. @throws StatusError when there is one that is not ours, or when we may not make one
 */
export async function makeOwnNamespace(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: mark } };
  try {
    await sendJson(connection, '/api/v1/namespaces', { method: 'POST', body }, signal);
  } catch (error) {
    if (!(error instanceof StatusError && error.reason === 'AlreadyExists')) throw error;
    if (!(await isOwn(connection, name, signal))) throw error;
  }
}

/** Deletes the namespace that the run made, with all that is in it; another's of that name stays. */
export async function removeOwnNamespace(
  connection: Connection,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (!(await isOwn(connection, name, signal))) return;
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' };
    await sendJson(connection, `/api/v1/namespaces/${name}`, { method: 'DELETE', body }, signal);
  } catch (error) {
    if (!(error instanceof StatusError && error.status === 404)) throw error;
  }
}

async function isOwn(connection: Connection, name: string, signal: AbortSignal): Promise<boolean> {
  const { metadata } = await getJson<Namespace>(connection, `/api/v1/namespaces/${name}`, signal);
  return (
    metadata.deletionTimestamp === undefined &&
    Object.entries(mark).every(([key, value]) => metadata.labels?.[key] === value)
  );
}
