import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws';
import type { Offer } from './accept.ts';

/** What is to be answered to those whose header was taken away. */
const tunnels = new WeakMap<IncomingMessage, string>();
const channels = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

const webSockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (offered) => channels.find((protocol) => offered.has(protocol)) ?? false,
  maxPayload: 16 * 1024 * 1024,
  perMessageDeflate: false,
});
webSockets.on('headers', (headers, request) => {
  const tunnel = tunnels.get(request);
  if (tunnel !== undefined) headers.push(`Sec-WebSocket-Protocol: ${tunnel}`);
});

export function becomeWebSocket({ request, socket, head }: Offer, serve: (socket: WebSocket) => void): void {
  webSockets.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on('error', () => webSocket.terminate());
    serve(webSocket);
  });
}

/** A WebSocket that carries another connection, by the name of what it carries. */
export function becomeTunnel(offer: Offer, protocol: string, serve: (socket: Duplex) => void): void {
  tunnels.set(offer.request, protocol);
  // `ws` refuses names of protocols with a slash.
  delete offer.request.headers['sec-websocket-protocol'];
  becomeWebSocket(offer, (webSocket) => {
    const inside = createWebSocketStream(webSocket);
    inside.on('error', () => webSocket.terminate());
    serve(inside);
  });
}
