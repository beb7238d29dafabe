import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PILLARS } from '@sizhu/contract';
import { expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';

const ROOT = join(__dirname, '../..');
const foldersOf = (path: string, holding: string): readonly string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).includes(holding))
    .map(({ name }) => name);

const graph = buildSchema(readFileSync(join(ROOT, 'supergraph.graphql'), 'utf8'), { assumeValidSDL: true });

function joinedGraphs(): readonly string[] {
  const type = graph.getType('join__Graph');
  return isEnumType(type) ? type.getValues().map(({ name }) => name.toLowerCase()) : [];
}

/** The script runs before anything is built, so that it cannot import the contract: it says what it knows. */
function namedByUsage(): readonly string[] {
  const { stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/prisma.js')], { encoding: 'utf8' });
  return /<([\w|]+)\|all>/.exec(stderr)?.[1]?.split('|') ?? [];
}

it.each([
  ['the Prisma script', namedByUsage],
  ['the supergraph', joinedGraphs],
  ['the folders of the subgraphs', () => foldersOf('subgraphs', 'schema.graphql')],
  ['the folders of the databases', () => foldersOf('prisma', 'schema.prisma')],
])('names the pillars of the contract: %s', (_name, read) => {
  expect([...read()].sort()).toEqual([...PILLARS].sort());
});
