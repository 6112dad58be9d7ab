/**
 * A process that appends one entry after another and says which of them it may rely on:
 * `appender.ts WHERE ROOM COUNT SOURCE…`
 */
import { openLog } from '../../../../src/hub/store/open.ts';

const [where = '', room = '', count = '', ...sources] = process.argv.slice(2);
const log = await openLog(JSON.parse(where));
for (let seq = 1; seq <= Number(count); seq++) {
  await log.append(
    sources.map((source) => ({ room, source, seq, at: Date.now(), body: { from: process.pid } })),
  );
  process.stdout.write(`${seq}\n`);
}
await log.close();
