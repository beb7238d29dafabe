import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse, print } from 'graphql';
import { toGreeting } from '../src/greeting.js';
import type { Hub } from '../src/start-hub.js';
import { ask } from './ask.js';
import { startSmallHub } from './small-hub.js';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Body {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The bodies that a page sends with curl, in order: between quotes, or as a here-document. */
function findBodies(page: string): readonly Body[] {
  const texts = [...page.matchAll(/^ *curl -s (\S+) .* -d (?:'(?<quoted>.*)'|@- <<'JSON'\n(?<here>[\s\S]*?)\nJSON)$/gm)];
  return texts.map(({ groups }) => JSON.parse(groups?.quoted ?? groups?.here ?? '') as Body);
}

let hub: Hub;
beforeAll(async () => { hub = await startSmallHub(); });
afterAll(() => hub?.stop());

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const page = readText(file);
  const bodies = findBodies(page);

  it('asks first what the hub exists for', () => {
    expect(page.match(/^curl -s /gm)).toHaveLength(bodies.length);
    expect(print(parse(bodies[0]?.query ?? ''))).toBe(print(parse(readText('clients/operations/four-constructions.graphql'))));
  });

  it.each(bodies.map(({ query, variables }) => [query.slice(0, 40), query, variables] as const))('gets an answer to %s…', async (_start, query, variables) => {
    expect(await ask(hub.url, query, variables)).toEqual({ data: expect.anything(), extensions: expect.anything() });
  });

  it('prints what the hub answers', async () => {
    const printed = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as object;
    expect(await ask(hub.url, bodies[0]?.query ?? '', bodies[0]?.variables)).toMatchObject(printed);
  });
});

it.each(['README.md', 'README.zh-CN.md'])('%s follows what its next command makes happen', async (file) => {
  const page = readText(file);
  const [, live = ''] = /^curl -N http:\/\/127\.0\.0\.1:4000\/graphql -H 'accept: text\/event-stream' -H 'content-type: application\/json' -d '(.*)'$/m.exec(page) ?? [];
  const reader = new AbortController();
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST', signal: reader.signal, body: live,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'last-event-id': '0-0' },
  });
  const report = findBodies(page).find(({ query }) => query.startsWith('mutation'));
  expect(await ask(hub.url, report?.query ?? '')).toMatchObject({ data: { reportEvent: { event: { state: 'REPORTED' } } } });
  let heard = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    heard += new TextDecoder().decode(chunk);
    if (heard.includes('井盖缺失')) break;
  }
  expect(heard).toMatch(/^event: next\nid: \d+-\d+\ndata: \{"data":\{"eventChanged":\{"id":"[^"]+","title":"井盖缺失"/m);
  reader.abort();
});

it('what a hub says as it starts gets an answer', async () => {
  const [body] = findBodies(toGreeting(hub.url, true));
  expect(await ask(hub.url, body?.query ?? '')).toMatchObject({ data: { area: { name: '大连市' } } });
});
