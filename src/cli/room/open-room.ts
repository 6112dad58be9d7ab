import { readFileSync, rmSync } from 'node:fs';
import { NotReadyError, UsageError } from '../../base/errors.ts';
import { dashboardPages } from '../../hub/server/pages.ts';
import { type RoomServer, serveRoom } from '../../hub/server/serve.ts';
import { openLog } from '../../hub/store/open.ts';
import type { Lesson } from '../../lesson/load.ts';
import { addressesOf } from './addresses.ts';
import { keepRoomsFor } from './keeping.ts';
import { noticeWriter } from './notices.ts';
import { keepRoom, newRoom, type RoomRecord, readRoom, roomFiles, roomsFolder } from './record.ts';
import { roomLessonOf } from './room-lesson.ts';

export interface LeadOptions {
  readonly host: string;
  readonly port: string;
  readonly publicUrl?: string;
  readonly behindProxy?: boolean;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly room?: string;
  readonly keep: string;
  readonly headless?: boolean;
}

export interface OpenRoom {
  readonly server: RoomServer;
  readonly record: RoomRecord;
  /** Where the class finds it, the most likely first. */
  readonly addresses: readonly string[];
  /** Days that it is kept after the last that was heard in it. */
  readonly keep: number;
  close(): Promise<void>;
}

/** Opens a room for a lesson, or goes on with one. @throws UsageError, NotReadyError */
export async function openRoom(lesson: Lesson, home: string, options: LeadOptions): Promise<OpenRoom> {
  const port = numberOf(options.port, '--port', 0, 65_535);
  const keep = numberOf(options.keep, '--keep', 1, 36_500);
  const tls = tlsOf(options);
  const publicAddress = options.publicUrl === undefined ? undefined : addressOf(options.publicUrl);
  const log = await openLog({ url: process.env.DATABASE_URL, folder: roomsFolder(home) });
  let stopForgetting = () => {};
  let undo = () => {};
  try {
    // First: a room that is too old cannot be gone on with.
    stopForgetting = await keepRoomsFor(log, home, keep);
    const known = knownRoom(lesson, home, options.room);
    const record = known ?? newRoom(lesson.id, new Date());
    if (!known) {
      keepRoom(home, record);
      undo = () => rmSync(roomFiles(home, record.room).record, { force: true });
    }
    const server = await serveRoom({
      ...{ log, room: record.room, secret: record.secret, lesson: roomLessonOf(lesson) },
      ...{ host: options.host, port, pages: dashboardPages(), behindProxy: options.behindProxy ?? false },
      ...(tls ? { tls } : {}),
      notice: noticeWriter(options.headless ? undefined : roomFiles(home, record.room).notices),
    });
    const own = addressesOf(options.host, server.port, tls ? 'https' : 'http');
    return {
      ...{ server, record, keep, addresses: publicAddress === undefined ? own : [publicAddress] },
      async close() {
        stopForgetting();
        await server.close();
        await log.close();
      },
    };
  } catch (error) {
    stopForgetting();
    undo();
    await log.close();
    throw error;
  }
}

/**
 * The room to go on with; undefined for a new one. One whose secret the environment has is shared by several servers, any
 * other one is this machine's.
 */
function knownRoom(lesson: Lesson, home: string, room: string | undefined): RoomRecord | undefined {
  const secret = process.env.PILOTAGE_ROOM_SECRET;
  if (secret !== undefined) {
    if (room === undefined || secret.length < 32)
      throw new UsageError(
        'PILOTAGE_ROOM_SECRET needs at least 32 characters, and --room the name of the room that it is for.',
        'head -c 32 /dev/urandom | base64 makes one.',
      );
    return { room, lesson: lesson.id, secret };
  }
  if (room === undefined) return undefined;
  const record = readRoom(home, room);
  if (record.lesson === lesson.id) return record;
  throw new UsageError(
    `The room ${room} is about ${record.lesson}.`,
    `pilotage lead ${record.lesson} --room ${room}`,
  );
}

function tlsOf({ tlsCert, tlsKey }: LeadOptions): { cert: string; key: string } | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new UsageError(
      'A certificate needs its key, and a key its certificate.',
      'Say both --tls-cert and --tls-key.',
    );
  return { cert: pem(tlsCert), key: pem(tlsKey) };
}

function pem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new NotReadyError(`${file} cannot be read: ${(error as Error).message}`, 'Name a PEM file.', {
      cause: error,
    });
  }
}

/** Where a proxy has the room, perhaps below a path of its own. */
function addressOf(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new UsageError(`"${url}" is no address.`, 'Say --public-url https://class.example.org');
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/*$/, '')}`;
}

function numberOf(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw new UsageError(
      `${option} must be a number from ${least} to ${most}, but is "${text}".`,
      `Say ${option} ${least || 8417}.`,
    );
  return number;
}
