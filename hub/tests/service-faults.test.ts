import { PILLARS } from '@sizhu/contract';
import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanUp } from './database-harness.js';
import { startProcess } from './process-harness.js';
import { listen } from './stand-in-server.js';

jest.setTimeout(60_000);
afterEach(cleanUp);

type Environment = Readonly<Record<string, string>>;

const URL_FORM = 'must be a URL such as http://127.0.0.1:4001/graphql';
const databaseOf = (pillar: string): Environment => ({ [`${pillar.toUpperCase()}_DATABASE_URL`]: 'postgresql://keeper:s3cret@127.0.0.1:1/city' });

it.each<[string, string, () => Promise<Environment>, RegExp]>([
  ['the gateway, for its port', 'gateway', async () => ({ PORT: 'abc' }), /^PORT: must be a whole number from 0 to 65535$/],
  ['the gateway, for two pillars', 'gateway', async () => ({ GRID_URL: 's3cret', VIDEO_URL: 'ftp://s3cret' }),
    new RegExp(`^Bad configuration: GRID_URL: ${URL_FORM}; VIDEO_URL: ${URL_FORM}$`)],
  ['the gateway, for its graph', 'gateway', async () => ({ SUPERGRAPH_FILE: '/nowhere/supergraph.graphql' }), /^There is no file \/nowhere\/supergraph\.graphql: name the file/],
  ['the gateway, for a taken port', 'gateway', async () => ({ PORT: String(await listen(() => {})) }), /^Port \d+ is taken by another program: stop it, or choose another with --port\.$/],
  ...PILLARS.flatMap((pillar): [string, string, () => Promise<Environment>, RegExp][] => [
    [`${pillar}, for its database`, `subgraphs/${pillar}`, async () => ({}),
      new RegExp(`^Bad configuration: ${pillar.toUpperCase()}_DATABASE_URL: must be the URL of the pillar's database$`)],
    [`${pillar}, for a taken port`, `subgraphs/${pillar}`, async () => ({ ...databaseOf(pillar), PORT: String(await listen(() => {})) }),
      /address already in use 127\.0\.0\.1:\d+$/],
  ]),
])('says in one line why it does not start: %s', async (_name, folder, toEnv, expected) => {
  const { code, stdout, stderr } = await startProcess(`${folder}/dist/main.js`, { PORT: '0', ...await toEnv() }).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr.trimEnd()).toMatch(expected);
  expect(stderr).not.toContain('s3cret');
});
