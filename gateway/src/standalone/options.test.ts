import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPTIONS, toHelp, type Option } from './options.js';
import { readCommand } from './read-settings.js';

const options = Object.values<Option>(OPTIONS);

it('docs/gateway.md has one row for each option, in order', () => {
  const rows = readFileSync(join(process.cwd(), 'docs/gateway.md'), 'utf8').split('\n').filter((line) => line.startsWith('| `--'));
  expect(rows).toEqual(options.map(({ flag, value, variable, fallback, text }) =>
    `| \`--${flag}${value === null ? '' : ` ${value}`}\` | \`${variable}\` | ${fallback === null ? '–' : `\`${fallback}\``} | ${text} |`));
});

it('--help names every option', () => {
  for (const { flag, variable } of options) expect(toHelp()).toMatch(new RegExp(`--${flag} .*${variable}\n`));
});

const serve = (args: readonly string[], env = {}) => {
  const command = readCommand(['--supergraph', 's.graphql', ...args], env);
  return command.kind === 'serve' ? command.settings : null;
};

describe('settings', () => {
  it('are safe when nothing is said', () => {
    expect(serve([])).toMatchObject({ host: '127.0.0.1', port: 4_000, introspection: false, workers: 1, subgraphUrls: {}, limits: { depth: 20, bytes: 1_000_000 },
      protocol: { GATEWAY_TRUSTED_DOCUMENTS: 'off', GATEWAY_MAX_BATCH: 0, GATEWAY_TELLS: ['cost', 'timing'] } });
  });

  it.each([
    ['the environment', [], { PORT: '5000', MAX_DEPTH: '7', INTROSPECTION: 'true' }, { port: 5_000, introspection: true, limits: { depth: 7 } }],
    ['the command line', ['--port', '6000', '--max-depth', '9'], {}, { port: 6_000, limits: { depth: 9 } }],
    ['the command line before the environment', ['--port', '6000'], { PORT: '5000' }, { port: 6_000 }],
    ['subgraphs of both', ['--subgraph', 'a=http://b/', '--subgraph', 'c=http://d/?e=f'], { SUBGRAPH_URLS: 'a=http://x/, g=https://h/' },
      { subgraphUrls: { a: 'http://b/', c: 'http://d/?e=f', g: 'https://h/' } }],
  ])('come from %s', (_name, args, env, expected) => expect(serve(args, env)).toMatchObject(expected));

  it.each([
    ['no supergraph', [], {}, '--supergraph: must name the file of a supergraph'],
    ['a port that is none', ['--supergraph', 's', '--port', '99999'], {}, '--port: must be a whole number from 0 to 65535'],
    ['two at once, one of the environment', ['--supergraph', 's', '--workers', '0'], { TIMEOUT_MS: 's3cret' },
      '--workers: must be a whole number from 1 to 64; TIMEOUT_MS: must be a whole number from 1 to 600000'],
    ['a subgraph without address', ['--supergraph', 's', '--subgraph', 'grid'], {}, '--subgraph: must be name=url, such as grid=http://127.0.0.1:4003/graphql'],
    ['a mode that is none, and too many words', ['--supergraph', 's', '--trusted-documents', 'yes'], { GATEWAY_TELLS: 'cost,secrets' },
      '--trusted-documents: must be off, allow, only; GATEWAY_TELLS: must be some of plan, cost, timing, separated by commas'],
    ['a switch that is neither', ['--supergraph', 's'], { INTROSPECTION: 'perhaps' }, 'INTROSPECTION: must be true or false'],
  ])('that cannot be are named: %s', (_name, args, env, message) => {
    expect(() => readCommand(args, env)).toThrow(message);
  });
});
