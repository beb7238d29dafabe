import { OperationTypeNode, parse } from 'graphql';
import type { FetchNode } from '../planning/plan.js';
import type { KeysOf } from '../planning/entity-keys.js';
import type { Names } from '../planning/separate-names.js';
import { toByteString, type ByteString } from '../transport/byte-strings.js';
import { TransportError } from '../transport/transport-error.js';
import type { SubgraphAnswer, SubgraphCall, Transport, Transports } from '../transport/transport.js';
import { applyRewrites } from './apply-rewrites.js';
import { chooseFields } from './choose-fields.js';
import type { ClientNeeds } from './client-needs.js';
import { compileMerge } from './compile-merge.js';
import { compileKeyOf, compileRepresentation, type Choose } from './compile-representation.js';
import { readShape, type FetchedShape } from './fetched-shape.js';
import { findPlaces, findTargets, type PlanPath } from './find-targets.js';
import { placeErrors, placeStale, toFetchError } from './place-errors.js';
import type { Run, Step } from './run.js';
import type { Supplies } from './track-supplies.js';

type Value = Record<string, unknown>;

export interface Compiling {
  readonly names: Names;
  readonly transports: Transports;
  readonly keysOf: KeysOf;
  readonly needs: ClientNeeds;
  readonly supplies: Supplies;
  /** By the supergraph, with what is hidden from clients. */
  isOfType(typename: unknown, condition: string): boolean;
  isObjectTypeName(name: unknown): boolean;
  /** The interfaces that a type has. */
  interfacesOf(typename: string): readonly string[];
}

/** The entities of one batch, each once. */
interface Batch {
  readonly representations: readonly Value[];
  /** For each representation, which of the targets it stands for. */
  readonly targetsOf: readonly (readonly number[])[];
}

/** Compiles one call of a subgraph: what to send along, whom to send it to, and where its answer goes. */
export function compileFetch(node: FetchNode, path: PlanPath, compiling: Compiling): Step {
  const { serviceName: service, requires, inputRewrites, outputRewrites } = node;
  const { names, supplies, isOfType } = compiling;
  const transport = compiling.transports[service] as Transport;
  const document = parse(node.operation, { noLocation: true });
  const shape = readShape(document, outputRewrites);
  const merge = compileMerge((requires && shape.get('_entities')) || shape, compiling.isObjectTypeName);
  const makeCall = compileCall(node, names);
  const represent = requires && compileRepresentation(requires, isOfType, compileChoice(node, path, { shape, compiling }));
  supplies.add(path, document, outputRewrites);
  const keyOf = requires && compileKeyOf(requires);
  const renamed = new Map((outputRewrites ?? []).flatMap((rewrite) =>
    (rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [])));
  const toResponseKey = (key: string) => names.responseKeyOf(renamed.get(key) ?? key);

  // The planner calls it by the name of an interface where it asks for both; its own type answers for both.
  const isKnownAsItself = (representation: Value): boolean =>
    compiling.keysOf(service, String(representation.__typename)).some(({ fields }) => fields.every((field) => representation[field] !== undefined));

  const gather = (targets: readonly Value[]): Batch => {
    const representations: Value[] = [];
    const targetsOf: number[][] = [];
    const seen = new Map<string, number>();
    targets.forEach((target, at) => {
      const representation = represent?.(target);
      if (representation?.__typename === undefined) return;
      if (inputRewrites && !isKnownAsItself(representation)) applyRewrites(inputRewrites, representation, isOfType);
      const key = keyOf?.(representation) ?? '';
      const known = seen.get(key);
      if (known !== undefined) {
        targetsOf[known]?.push(at);
        return;
      }
      seen.set(key, representations.push(representation) - 1);
      targetsOf.push([at]);
    });
    return { representations, targetsOf };
  };

  const rewriteAndMerge = (target: Value | undefined, source: unknown, isRewritten: boolean): void => {
    if (typeof source !== 'object' || source === null || !target) return;
    if (outputRewrites && !isRewritten) applyRewrites(outputRewrites, source, isOfType);
    merge(target, source as Value);
  };

  const take = (run: Run, targets: readonly Value[], batch: Batch | undefined, { data, errors, stale }: SubgraphAnswer): void => {
    const places = () => findPlaces(run.data, path);
    if (stale) {
      run.errors.push(toFetchError(service, stale.failure));
      // An answer in parts has no place to say it of a later one.
      if (run.deferrals) return;
      run.stale.push(...placeStale(stale.marks, { service, places, placesOfEntity: batch?.targetsOf, toResponseKey }));
    }
    const entities = batch && Array.isArray(data?._entities) ? data._entities as readonly unknown[] : undefined;
    if (errors?.length) {
      run.errors.push(...placeErrors(errors, { service, places, placesOfEntity: batch?.targetsOf, entities, fatal: run.fatal, toResponseKey }));
    }
    if (!batch) {
      targets.forEach((target, index) => rewriteAndMerge(target, data, index > 0));
      return;
    }
    if (entities?.length !== batch.representations.length) {
      if (errors?.length) return;
      run.errors.push(toFetchError(service, new TransportError('SUBGRAPH_BAD_ANSWER', 'The subgraph answered with another number of entities than it was asked for.')));
      return;
    }
    batch.targetsOf.forEach((indexes, at) => indexes.forEach((index, turn) => rewriteAndMerge(targets[index], entities[at], turn > 0)));
  };

  const send = (run: Run, representations: readonly Value[] | undefined): Promise<SubgraphAnswer> => {
    const call = makeCall(run, representations);
    return run.watch ? run.watch.send(transport, call, { pillar: service, path, entities: representations?.length ?? null }) : transport.send(call);
  };

  return async (run) => {
    const targets = path.length === 0 ? [run.data] : findTargets(run.data, path);
    if (targets.length === 0) return;
    const batch = represent && gather(targets);
    if (batch?.representations.length === 0) return;
    let answer: SubgraphAnswer;
    try {
      answer = run.given?.node === node ? run.given.answer : await send(run, batch?.representations);
    } catch (error) {
      run.errors.push(toFetchError(service, error));
      return;
    }
    take(run, targets, batch, answer);
  };
}

function compileChoice({ serviceName: service, inputRewrites }: FetchNode, path: PlanPath, { shape, compiling }: { readonly shape: FetchedShape; readonly compiling: Compiling }): Choose {
  const { keysOf, needs, supplies, isOfType, interfacesOf } = compiling;
  const isSupplied = supplies.upToNow(path);
  const brought = [...shape.get('_entities')?.keys() ?? []].filter((key) => key !== '__typename');
  const isNeeded = (typename: string) => {
    const needed = needs(path, typename);
    return brought.some((key) => needed.has(key));
  };
  return (typename, required) => chooseFields(typename, required, { service, keysOf, inputRewrites, isOfType, interfacesOf, isSupplied, isNeeded });
}

/** What stays the same from call to call is printed once. */
export function compileCall({ operation, operationName, operationKind, variableUsages = [] }: FetchNode, names: Names) {
  const body = { query: operation, operationName: operationName ?? null };
  const fixed = { ...body, bodyStart: `${JSON.stringify(body).slice(0, -1)},"variables":`, isMutation: operationKind === OperationTypeNode.MUTATION };
  const usages = variableUsages.map((planned) => [planned, names.variableOf(planned)] as const);
  /** Entities are in bytes already; what the client sent is in text. */
  const toBytes = (variables: Readonly<Value>, representations: readonly Value[] | undefined): ByteString => {
    const written = representations ? [`"representations":${JSON.stringify(representations)}`] : [];
    for (const [planned] of usages) {
      if (variables[planned] !== undefined) written.push(`${JSON.stringify(planned)}:${toByteString(JSON.stringify(variables[planned]))}`);
    }
    return `{${written.join(',')}}`;
  };
  return ({ sent, signal, deadlineAt, isInBytes }: Run, representations: readonly Value[] | undefined): SubgraphCall => {
    // No prototype, so that a variable may have any name.
    const variables = Object.create(null) as Value;
    if (representations) variables.representations = representations;
    for (const [planned, name] of usages) {
      if (Object.hasOwn(sent, name) && sent[name] !== undefined) variables[planned] = sent[name];
    }
    return {
      ...fixed, variables,
      ...(isInBytes && { variablesInBytes: toBytes(variables, representations) }), ...(signal && { signal }), ...(deadlineAt !== undefined && { deadlineAt }),
    };
  };
}
