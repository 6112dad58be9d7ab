import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Pod } from '../../objects.ts';
import type { Api } from '../call.ts';
import { attach, execute, type RunCommand } from './command.ts';
import { serveCommandChannels } from './command-channels.ts';
import { commandProtocols, serveCommandSpdy } from './command-spdy.ts';
import { servePortChannels } from './port-channels.ts';
import { portProtocol, servePortSpdy } from './port-spdy.ts';

/** A request about a pod that goes on as a stream of its own. */
export interface StreamRequest {
  namespace: string;
  pod: Pod;
  query: URLSearchParams;
  signal: AbortSignal;
}

export interface StreamHandler {
  /** What it speaks over SPDY, best first. */
  protocols: readonly string[];
  /** Over the channels of a WebSocket. */
  channels(api: Api, request: StreamRequest, socket: WebSocket): void;
  /** Over a connection that has become SPDY's; `protocol` is one of `protocols`. */
  spdy(api: Api, request: StreamRequest, socket: Duplex, protocol: string): void;
}

export const streamHandlers: Readonly<Record<string, StreamHandler>> = {
  exec: command(execute),
  attach: command(attach),
  portforward: { protocols: [portProtocol], channels: servePortChannels, spdy: servePortSpdy },
};

function command(run: RunCommand): StreamHandler {
  return {
    protocols: commandProtocols,
    channels: (api, request, socket) => void serveCommandChannels(run, api, request, socket),
    spdy: (api, request, socket, protocol) => void serveCommandSpdy(run, api, request, socket, protocol),
  };
}
