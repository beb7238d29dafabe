import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const { packages } = JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8')) as { packages: Record<string, { version: string; license?: string }> };

/** Where npm puts a package: at the top, or below each one that needs another version. */
const placesOf = (name: string, paths = Object.keys(packages)): readonly string[] =>
  paths.filter((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`));

/**
 * What compares objects by their class, or keeps a registry: a schema of one copy is none to another.
 *
 * See https://github.com/graphql/graphql-js/blob/16.x.x/src/jsutils/instanceOf.ts
 */
describe.each([
  'graphql',
  '@apollo/composition',
  '@apollo/federation-internals',
  '@apollo/gateway',
  '@apollo/query-graphs',
  '@apollo/query-planner',
  '@apollo/server',
  '@apollo/subgraph',
])('%s', (name) => {
  it('is there once', () => {
    expect(placesOf(name)).toEqual([`node_modules/${name}`]);
  });

  it('is installed as locked', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, `../../node_modules/${name}/package.json`), 'utf8')) as { version: string };
    expect(version).toBe(packages[`node_modules/${name}`]?.version);
  });
});

it('keeps the federation packages at one version, as they are released together', () => {
  const names = ['composition', 'federation-internals', 'gateway', 'query-graphs', 'query-planner', 'subgraph'];
  expect(new Set(names.map((name) => packages[`node_modules/@apollo/${name}`]?.version)).size).toBe(1);
});

it.each([
  ['at the top', ['node_modules/graphql'], 1],
  ['below another', ['node_modules/graphql', 'node_modules/@apollo/server/node_modules/graphql', 'gateway/node_modules/graphql'], 3],
  ['of a longer name', ['node_modules/graphql', 'node_modules/graphql-tag', 'node_modules/@x/graphql'], 1],
])('counts copies %s', (_name, paths, count) => {
  expect(placesOf('graphql', paths)).toHaveLength(count);
});

it('NOTICE names every package under the Elastic License, and no other', () => {
  const elastic = Object.entries(packages).filter(([, { license }]) => license?.startsWith('Elastic')).map(([path]) => path.replace('node_modules/', ''));
  const named = readFileSync(join(__dirname, '../../NOTICE'), 'utf8').split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim());
  expect(named).toEqual(elastic.sort());
});
