import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  buildASTSchema, execute, parse, printSchema, buildSchema, isObjectType, Kind, validate,
  type DocumentNode, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema,
} from 'graphql';
import { createEngine, type Executor } from '../../src/execution/create-executor.js';
import { loadPlanner, type Planner } from '../../src/planning/load-planner.js';
import { fromByteString } from '../../src/transport/byte-strings.js';
import { readAnswer } from '../../src/transport/read-answer.js';
import type { SubgraphAnswer, SubgraphCall, Transports } from '../../src/transport/transport.js';
import type { Data, Thing, World } from './world.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag"])\n`;

export type RunSubgraph = (call: SubgraphCall) => Promise<ExecutionResult>;

export interface OpenWorld {
  readonly supergraphSdl: string;
  readonly planner: Planner;
  readonly transports: Transports;
  /** The subgraphs as they answer before anything is written down. */
  readonly subgraphs: Readonly<Record<string, RunSubgraph>>;
  readonly calls: { readonly service: string; readonly call: SubgraphCall }[];
  readonly execute: Executor;
  /** By way of answers that are written at once, and of calls in byte strings. */
  readonly executeInBytes: Executor;
  /** Sets what is true from now on, for the subgraphs and for the monolith. */
  use(data: Data): void;
  /** The truth: one graphql-js execution of the same data. */
  executeInOne(document: DocumentNode, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult>;
}

/** Composes a world, and stands its subgraphs up in this process. */
export function openWorld(world: World): OpenWorld {
  let data = world.createData();
  const calls: OpenWorld['calls'] = [];
  const subgraphs = Object.entries(world.subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl.includes('@link(') ? sdl : LINK + sdl), url: `http://${name}` }));
  const composed = composeServices(subgraphs);
  if (!composed.supergraphSdl) throw new Error(`${world.name}: ${composed.errors?.map(({ message }) => message).join('\n')}`);
  const planner = loadPlanner(composed.supergraphSdl);
  const running = Object.fromEntries(subgraphs.map(({ name, typeDefs }) => {
    const schema = buildSubgraphSchema({ typeDefs, resolvers: createReferenceResolvers(typeDefs, () => data) as never });
    const run: RunSubgraph = async (call) => {
      calls.push({ service: name, call });
      return await runSubgraph(schema, call, data);
    };
    return [name, run];
  }));
  // As over a wire: what comes back holds nothing of the subgraph's own.
  const transports: Transports = Object.fromEntries(Object.entries(running).map(([name, run]) =>
    [name, {
      takesBytes: true,
      send: async (call) => readAnswer(Buffer.from(JSON.stringify(await run(call))), call.variablesInBytes !== undefined) as SubgraphAnswer,
      checkReady: async () => {},
    }]));
  const engine = createEngine(planner, transports);
  const monolith = buildSchema(printSchema(planner.apiSchema));
  return {
    supergraphSdl: composed.supergraphSdl,
    planner,
    transports,
    subgraphs: running,
    calls,
    execute: engine.execute,
    executeInBytes: async (request) => {
      const { json, isInBytes, errors } = await engine.write(request);
      return { ...(json !== undefined && { data: JSON.parse(isInBytes ? fromByteString(json) : json) as Record<string, unknown> }), ...(errors && { errors }) };
    },
    use: (next) => { data = next; },
    executeInOne: async (document, variables) =>
      await execute({ schema: monolith, document, variableValues: variables, rootValue: data.roots, fieldResolver: resolve }),
  };
}

async function runSubgraph(schema: GraphQLSchema, { query, variables, variablesInBytes }: SubgraphCall, data: Data): Promise<ExecutionResult> {
  const sent = variablesInBytes === undefined ? JSON.stringify(variables) : Buffer.from(variablesInBytes, 'latin1').toString();
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw new Error(`The plan asks a subgraph for what it does not know: ${invalid.map(({ message }) => message).join()}\n${query}`);
  return await execute({ schema, document, variableValues: JSON.parse(sent), rootValue: data.roots, fieldResolver: resolve });
}

const resolve: GraphQLFieldResolver<Thing, unknown> = (source, args, _context, { fieldName }) => {
  const field: unknown = Object.hasOwn(source, fieldName) ? source[fieldName] : undefined;
  const value: unknown = typeof field === 'function' ? field.call(source, args) : field;
  if (value instanceof Error) throw value;
  return value;
};

/** For each type with a key, and each interface: how the subgraph finds an object by its representation. */
function createReferenceResolvers(typeDefs: DocumentNode, getData: () => Data) {
  const schema = buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true });
  const resolvers: Record<string, object> = {};
  for (const definition of typeDefs.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const isNamed = (name: string) => definition.directives?.some((directive) => directive.name.value === name);
    if (!isNamed('key')) continue;
    const { fields = [], name: { value: typeName } } = definition;
    const externals = fields.filter(({ directives }) => directives?.some(({ name }) => name.value === 'external')).map(({ name }) => name.value);
    const isConcrete = isObjectType(schema.getType(typeName)) && !isNamed('interfaceObject');
    resolvers[typeName] = {
      __resolveReference: (representation: Thing) => {
        const found = getData().entities.find((entity) => (isConcrete ? entity.__typename === typeName : true) && hasKey(entity, representation, externals));
        if (!found) return null;
        // Of what belongs to another subgraph, it knows what it was sent, and no more.
        const sent = Object.fromEntries(externals.map((field) => [field, representation[field]]));
        return { ...found, ...sent, __typename: isNamed('interfaceObject') ? typeName : found.__typename };
      },
    };
  }
  return resolvers;
}

/** Whether all that was sent and is no requirement is so of the entity. */
const hasKey = (entity: any, representation: any, externals: readonly string[]): boolean =>
  Object.entries(representation).every(([field, value]) => field === '__typename' || externals.includes(field) || isSame(entity[field], value));

const isSame = (known: any, sent: any): boolean =>
  (typeof sent === 'object' && sent !== null && typeof known === 'object' && known !== null ? hasKey(known, sent, []) : known === sent);
