import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { start, type TestContainer } from './container.ts';

const configuration = `
[general]
RemoteNickFormat="[{PROTOCOL}] <{NICK}> "

[api.left]
BindAddress="0.0.0.0:4001"
Token="secret"
Buffer=2

[api.Right]
bindaddress="0.0.0.0:4002"
RemoteNickFormat="{NICK}@{BRIDGE} via {GATEWAY}"

[api.ears]
BindAddress=":4003"

[[gateway]]
name="town"
enable=true
    [[gateway.inout]]
    account="api.left"
    channel="api"
    [[gateway.inout]]
    account="api.right"
    channel="api"
    [[gateway.out]]
    account="api.ears"
    channel="api"

[[gateway]]
name="asleep"
enable=false
    [[gateway.inout]]
    account="api.nobody"
`;

async function ask(
  box: TestContainer,
  port: number,
  path: string,
  {
    body,
    headers = {},
    method = body === undefined ? 'GET' : 'POST',
  }: { body?: object; headers?: object; method?: string } = {},
): Promise<IncomingMessage> {
  const connection = await box.network.connect(box.ip, port);
  const asked = request({
    path,
    method,
    headers: {
      host: 'bridge',
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    } as Record<string, string>,
    createConnection: () => connection,
  });
  asked.end(body && JSON.stringify(body));
  const [response] = await once(asked, 'response');
  return response;
}

const token = { authorization: 'Bearer secret' };
const run = (config: string, env: Record<string, string> = {}) =>
  start(['matterbridge', '-conf', '/etc/bridge.toml'], { files: { 'etc/bridge.toml': config }, env });

describe('matterbridge', () => {
  it('relays between the api accounts of a gateway, as each of them is allowed to', async () => {
    await using box = await run(configuration);
    await box.printed(/relaying messages/);
    expect(box.output()).toMatch(
      /^time="[-\dT:]+Z" level=info msg="Running version 1\.26\.0 " prefix=main\ntime=\S+ level=info msg="Parsing gateway town" prefix=router\n/,
    );
    const stream = await ask(box, 4002, '/api/stream');
    const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
    const heard = async () => JSON.parse(String((await lines.next()).value));
    expect(await heard()).toMatchObject({ event: 'api_connected' });

    const said = { text: 'hello', username: 'ann', gateway: 'town' };
    const posted = await ask(box, 4001, '/api/message', { body: said, headers: token });
    expect([posted.statusCode, JSON.parse(await text(posted))]).toEqual([
      200,
      {
        ...said,
        channel: 'api',
        userid: '',
        avatar: '',
        account: 'api.left',
        event: '',
        protocol: 'api',
        parent_id: '',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        id: '',
        Extra: null,
      },
    ]);
    expect(await heard()).toMatchObject({
      text: 'hello',
      username: 'ann@left via town',
      account: 'api.left',
    });
    stream.destroy();

    const kept = async (port: number, headers = {}) =>
      JSON.parse(await text(await ask(box, port, '/api/messages', { headers }))) as {
        text: string;
        username: string;
      }[];
    expect(await kept(4003)).toMatchObject([{ text: 'hello', username: '[api] <ann> ' }]);
    expect(await kept(4001, token)).toEqual([]);
    // What only listens is not heard; nor is what names another gateway, or says nothing.
    await ask(box, 4003, '/api/message', { body: said });
    await ask(box, 4002, '/api/message', { body: { ...said, gateway: 'asleep' } });
    await ask(box, 4002, '/api/message', { body: { ...said, text: '' } });
    for (const words of ['1', '2', '3'])
      await ask(box, 4002, '/api/message', { body: { ...said, text: words } });
    expect((await kept(4001, token)).map((message) => message.text)).toEqual(['2', '3']);
    expect(await kept(4001, { ...token, skip_before: '2999-01-01T00:00:00Z' })).toEqual([]);
    expect(await box.container.stop(10_000)).toMatchObject({ exitCode: 2 });
  });

  it('answers who asks wrongly as its web framework does', async () => {
    await using box = await run(configuration);
    await box.printed(/relaying messages/);
    const answers = async (...request: [number, string, Parameters<typeof ask>[3]?]) => {
      const response = await ask(box, ...request);
      return [response.statusCode, await text(response)];
    };
    expect(await answers(4002, '/api/health')).toEqual([200, 'OK']);
    expect(await answers(4001, '/api/health')).toEqual([
      400,
      '{"message":"missing key in request header"}\n',
    ]);
    expect(await answers(4001, '/api/messages', { headers: { authorization: 'Bearer no' } })).toEqual([
      401,
      '{"message":"Unauthorized"}\n',
    ]);
    expect(await answers(4002, '/')).toEqual([404, '{"message":"Not Found"}\n']);
    expect(await answers(4002, '/api/message')).toEqual([405, '{"message":"Method Not Allowed"}\n']);
    expect(
      await answers(4002, '/api/message', { body: {}, headers: { 'content-type': 'text/plain' } }),
    ).toEqual([415, '{"message":"Unsupported Media Type"}\n']);
  });

  it.each([
    [
      'a = ',
      /prefix=main\n.* level=fatal msg="Failed to parse the configuration: While parsing config: toml: .*line 1/,
    ],
    ['', /level=fatal msg="Starting gateway failed: no \[\[gateway\]\] configured\. See https/],
    ['[[gateway]]\nenable=true', /Starting gateway failed: Gateway without name found"/],
    [
      '[[gateway]]\nname="g"\nenable=true',
      /Starting gateway failed: no bridges configured for gateway g\. See/,
    ],
    [
      '[[gateway]]\nname="g"\nenable=true\n[[gateway.in]]\naccount="api.x"',
      /level=fatal msg="No BindAddress configured\." prefix=api/,
    ],
    ['[[gateway]]\nname="g"\nenable=true\n[[gateway.in]]\naccount="slack.x"', /reaches no chat service/],
    [
      '[api.x]\nBindAddress="here"\n[[gateway]]\nname="g"\nenable=true\n[[gateway.in]]\naccount="api.x"',
      /address here: missing port in address/,
    ],
  ])('ends at once, saying why: %j', async (config, reason) => {
    await using box = await run(config);
    expect(await box.container.exited).toMatchObject({ exitCode: 1 });
    expect(box.output()).toMatch(reason);
  });

  it('takes settings from the environment first, as a Secret gives them', async () => {
    await using box = await run(configuration, { MATTERBRIDGE_API_LEFT_TOKEN: 'other' });
    await box.printed(/relaying messages/);
    const response = await ask(box, 4001, '/api/health', { headers: { authorization: 'Bearer other' } });
    expect(await text(response)).toBe('OK');
  });
});
