import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isNonNullType, isObjectType, valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';

const supergraph = readFileSync(join(__dirname, '../../supergraph.graphql'), 'utf8');
const entities = Object.values(buildSchema(supergraph, { assumeValidSDL: true }).getTypeMap()).filter(isObjectType)
  .filter((type) => new Set(argumentsOf(type.astNode, 'join__type').filter(({ key }) => key).map(({ graph }) => graph)).size > 1);

/** The pillar whose entity it is; the others add fields to it. */
const OWNERS: Readonly<Record<string, string>> = {
  Area: 'CENTERS', Center: 'CENTERS', FourFull: 'CENTERS', Grid: 'GRID', GridEvent: 'GRID', Organization: 'CENTERS',
};

/** The arguments of every directive of this name. */
function argumentsOf(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined, name: string) {
  return (node?.directives ?? []).filter((directive) => directive.name.value === name).map((directive): Readonly<Record<string, unknown>> =>
    Object.fromEntries((directive.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value)])));
}

const addedFields = entities.flatMap((type) => Object.values(type.getFields()).flatMap((field) => {
  const graphs = argumentsOf(field.astNode, 'join__field').filter(({ external }) => external !== true).map(({ graph }) => graph);
  return graphs.length > 0 && !graphs.includes(OWNERS[type.name]) ? [[`${type.name}.${field.name}`, field.type] as const] : [];
}));

describe('what one pillar adds to the entity of another', () => {
  it('is known for every entity that pillars share', () => {
    expect(entities.map(({ name }) => name).sort()).toEqual(Object.keys(OWNERS));
    expect(addedFields.length).toBeGreaterThan(20);
  });

  /** A null that may not be climbs up and takes the whole entity, with what the other pillars said of it. */
  it.each(addedFields)('%s may be null when the pillar does not answer', (_name, type) => {
    expect(isNonNullType(type)).toBe(false);
  });
});
