import { ERRORS } from '@sizhu/contract';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { toTransportError } from '../transport/transport-error.js';
import type { StaleMark } from '../transport/transport.js';
import type { Path } from './completion-errors.js';
import type { ToldStale } from './run.js';

export interface Placing {
  readonly service: string;
  /** Where the objects stand that the fetch was for; asked only when there is an error. */
  places(): readonly Path[];
  /** Which of the places each entity of the batch was for; undefined when the fetch was not for entities. */
  readonly placesOfEntity: readonly (readonly number[])[] | undefined;
  /** What came back of the batch. */
  readonly entities: readonly unknown[] | undefined;
  /** Takes up the errors of entities of which nothing came back. */
  readonly fatal: Set<GraphQLError>;
  /** The client's key for a key of the subgraph's answer. */
  toResponseKey(key: string): string;
}

/** A subgraph's errors as errors of the answer: an entity's error stands at each place of the entity. */
export function placeErrors(errors: readonly GraphQLFormattedError[], placing: Placing): GraphQLError[] {
  const places = placing.places();
  return errors.flatMap((error) => {
    const placed = pathsOf(error.path, places, placing).map((path) => toError(error, path, placing));
    if (placing.entities?.[Number(error.path?.[1])] === null) for (const one of placed) placing.fatal.add(one);
    return placed;
  });
}

/** What is older than the request, at each place where it stands. */
export function placeStale(marks: readonly StaleMark[], placing: Omit<Placing, 'entities' | 'fatal'>): ToldStale[] {
  const places = placing.places();
  const { service, toResponseKey } = placing;
  return marks.flatMap(({ path, ageSeconds }) => pathsOf(path, places, placing).flatMap((placed) => (placed
    ? [{ path: placed.map((key) => (typeof key === 'string' ? toResponseKey(key) : key)), service, ageSeconds }]
    : [])));
}

function pathsOf(path: Path | undefined, places: readonly Path[], { placesOfEntity }: Pick<Placing, 'placesOfEntity'>): readonly (Path | undefined)[] {
  const [only, ...others] = places;
  // Which of several places an error without a path is for, nobody can tell.
  const whole = only && others.length === 0 ? (only.length > 0 ? only : undefined) : undefined;
  if (!path) return [whole];
  if (!placesOfEntity) return places.map((place) => [...place, ...path]);
  const [, index, ...rest] = path;
  const at = typeof index === 'number' ? placesOfEntity[index] : undefined;
  return at ? at.map((place) => [...places[place] ?? [], ...rest]) : [whole];
}

function toError({ message, extensions }: GraphQLFormattedError, path: Path | undefined, { service, toResponseKey }: Placing): GraphQLError {
  return new GraphQLError(message || 'A subgraph told of an error and not what it is.', {
    ...(path && { path: path.map((key) => (typeof key === 'string' ? toResponseKey(key) : key)) }),
    extensions: { ...extensions, service },
  });
}

/** A subgraph gave no answer, or none to what it was asked. */
export function toFetchError(service: string, cause: unknown): GraphQLError {
  const originalError = toTransportError(cause);
  const { code } = originalError;
  return new GraphQLError(ERRORS[code].text, { originalError, extensions: { code, service } });
}
