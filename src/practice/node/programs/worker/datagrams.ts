import dgram from 'node:dgram';

/** Keeps this thread's UDP sockets from this machine's network: the cluster's carries TCP. */
export function refuseDatagrams(): void {
  const refuse = function (this: dgram.Socket) {
    const message = "the practice cluster's network carries no UDP";
    process.nextTick(() => this.emit('error', Object.assign(new Error(message), { code: 'ENETUNREACH' })));
    return this;
  };
  Object.assign(dgram.Socket.prototype, { bind: refuse, connect: refuse, send: refuse });
}
