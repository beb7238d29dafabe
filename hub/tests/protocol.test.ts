import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Hub } from '../src/start-hub.js';
import { startSmallHub } from './small-hub.js';

jest.setTimeout(120_000);

const page = readFileSync(join(__dirname, '../../docs/protocol.md'), 'utf8');
/** Each command of the page, lines that go on joined. */
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n').filter((line) => line.trim() !== ''));

let hub: Hub;
beforeAll(async () => { hub = await startSmallHub(); });
afterAll(() => hub?.stop());

async function run(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replaceAll('http://127.0.0.1:4000', hub.url)]);
  return stdout;
}

it('docs/protocol.md has examples', () => {
  expect(commands.length).toBeGreaterThanOrEqual(5);
  for (const command of commands) expect(command).toMatch(/^curl -s .*http:\/\/127\.0\.0\.1:4000\/graphql/);
});

describe('as printed', () => {
  it.each(commands.filter((command) => !command.includes('%{http_code}') && !command.includes('multipart')))('gets data and no errors: %s', async (command) => {
    const answer = JSON.parse(await run(command)) as object;
    expect(answer).toMatchObject({ data: { area: { name: '大连市' } } });
    expect(answer).not.toHaveProperty('errors');
    if (command.includes('sizhu')) expect(answer).toMatchObject({ extensions: { sizhu: { cost: { most: 50_000 }, timing: { pillars: { centers: {}, grid: {} } } } } });
  });

  it('a refused request has the status that is told', async () => {
    const command = commands.find((one) => one.includes('%{http_code}')) ?? '';
    expect(await run(command)).toBe('400\n');
    expect(await run(`${command} -H 'accept: application/json'`)).toBe('200\n');
  });

  it('what is deferred comes later', async () => {
    const text = await run(commands.find((one) => one.includes('multipart')) ?? '');
    const parts = text.split('\r\n---').flatMap((part) => (part.includes('{') ? [JSON.parse(part.slice(part.indexOf('{'))) as object] : []));
    expect(parts).toMatchObject([
      { data: { area: { name: '大连市' } }, hasNext: true },
      { incremental: [{ data: { gridSummary: { grids: expect.any(Number) } }, path: ['area'], label: 'grid' }], hasNext: false },
    ]);
  });
});
