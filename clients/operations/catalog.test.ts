import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import entries from './catalog.json' with { type: 'json' };

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** `missing` says what an operation that comes later waits for. */
interface Entry {
  readonly number: number;
  readonly title: Words;
  readonly explanation: Words;
  readonly status: string;
  readonly operation: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly missing?: Words;
}

const catalog: readonly Entry[] = entries;
const folder = join(process.cwd(), 'clients/operations');
const readyEntries = catalog.flatMap((entry) =>
  entry.operation === null ? [] : [{ ...entry, operation: entry.operation }]);

/** The one operation of a file; anything else in it is a fault of the file. */
function readOperation(file: string): OperationDefinitionNode {
  const definitions = parse(readFileSync(join(folder, file), 'utf8')).definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  expect(definitions).toHaveLength(1);
  return definitions[0]!;
}

describe('catalog', () => {
  it('lists 0 to 20 once each, in order', () => {
    expect(catalog.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, number) => number));
  });

  it('lists every saved operation once', () => {
    const saved = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
    expect(readyEntries.map(({ operation }) => operation).sort()).toEqual(saved.sort());
  });

  it.each(catalog.map((entry) => [entry.number, entry] as const))('%i speaks both languages', (_number, entry) => {
    const sentences = [entry.title, entry.explanation, ...(entry.missing ? [entry.missing] : [])];
    for (const { zh, en } of sentences) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  });

  it.each(catalog.map((entry) => [entry.number, entry] as const))('%i is ready with a file, or says what is missing', (_number, entry) => {
    expect(entry.status).toBe(entry.operation === null ? 'later' : 'ready');
    expect(entry.missing !== undefined).toBe(entry.status === 'later');
  });
});

describe('saved operations', () => {
  const graph = buildSchema(readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'));

  it.each(readyEntries.map(({ operation }) => operation))('%s asks only for what the graph has', (file) => {
    expect(validate(graph, parse(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });

  const followed = readdirSync(join(folder, '../subscriptions'));
  it.each(followed)('%s follows only what the graph has', (file) => {
    expect(validate(graph, parse(readFileSync(join(folder, '../subscriptions', file), 'utf8')))).toEqual([]);
  });

  it.each(readyEntries.map(({ operation }) => operation))('%s opens with its question and has a name', (file) => {
    expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^# \d+ · \P{ASCII}.*\n# [A-Z]/u);
    expect(readOperation(file).name?.value).toMatch(/^[A-Z]\w+$/);
  });

  it.each(readyEntries.map(({ operation, variables }) => [operation, variables] as const))(
    '%s declares the variables that the catalogue sets, and gets those it needs',
    (file, variables) => {
      const declared = readOperation(file).variableDefinitions ?? [];
      const names = declared.map(({ variable }) => variable.name.value);
      const required = declared
        .filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue)
        .map(({ variable }) => variable.name.value);
      expect(names).toEqual(expect.arrayContaining(Object.keys(variables)));
      expect(Object.keys(variables)).toEqual(expect.arrayContaining(required));
    },
  );
});
