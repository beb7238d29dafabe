import type { GraphQLError } from 'graphql';
import type { Told } from '../../telling/telling.js';
import type { SelectedType } from '../collect-fields.js';
import type { CompletionError, Path } from '../completion-errors.js';
import { compileObject } from '../compile-projection.js';
import type { Run } from '../run.js';
import type { Data, Project, Projecting } from '../write-completion.js';
import type { Deferrals } from './deferrals.js';
import { findParts } from './find-parts.js';
import type { DeferredPart } from './split-defers.js';

/** What is answered later of one object. */
export interface Increment {
  /** Null where a null climbed up to the fragment. */
  readonly data: Data | null;
  readonly path: Path;
  readonly label?: string;
  readonly errors?: readonly GraphQLError[];
}

/** Some of what is answered later, as it is ready. */
export interface Delivery {
  readonly incremental: readonly Increment[];
  readonly hasNext: boolean;
  /** What the request asked to be told: with the last one. */
  readonly told?: Told;
}

export interface Delivering {
  readonly parts: readonly DeferredPart[];
  readonly projecting: Projecting;
  readonly root: SelectedType;
  /** What the schema says of itself, for fragments at the root. */
  introspect(sent: Data): Data | undefined;
  /** The errors of a part: what its calls brought, and what the projection found and no error before accounts for. */
  toErrors(run: Run, found: readonly CompletionError[], before: readonly GraphQLError[]): readonly GraphQLError[];
}

interface Ready {
  readonly part: DeferredPart;
  readonly run: Run;
}

export type Deliver = (run: Run, deferrals: Deferrals, answered: Data) => AsyncGenerator<Delivery, void>;

/** Compiles what is answered later. A part comes as soon as its data are there and the part around it has come. */
export function compileDelivery({ parts, projecting, root, introspect, toErrors }: Delivering): Deliver {
  const projections = new Map<DeferredPart, Map<SelectedType, Project>>();
  const projectionOf = (part: DeferredPart, type: SelectedType): Project => {
    const known = projections.get(part) ?? new Map<SelectedType, Project>();
    projections.set(part, known);
    const project = known.get(type) ?? compileObject(projecting, type, [part.selectionSet]);
    known.set(type, project);
    return project;
  };
  const hasParts = new Set(parts.map(({ parent }) => parent));

  const writePart = ({ part, run }: Ready, answered: Data, before: readonly GraphQLError[]): Increment[] => {
    const increments = findParts(part, projecting, root, { data: run.data, answered }).map(({ path, type, data, answered: had }) => {
      const found: CompletionError[] = [];
      const written = projectionOf(part, type)(data, found, path.length === 0 ? introspect(run.sent) : undefined) ?? null;
      // Parts inside of this one are looked for in the answer as the client puts it together.
      if (written && hasParts.has(part)) mergeDeep(had, written);
      return { path, data: written, found: found.map((one) => ({ ...one, reversedPath: [...one.reversedPath, ...path.toReversed()] })) };
    });
    const errors = toErrors(run, increments.flatMap(({ found }) => found), before);
    const [first, ...others] = increments;
    if (!first) return [];
    // An error stands with the object that it is about; one about none of them, with the first.
    const errorsOf = (path: Path) => errors.filter((error) => isWithin(error.path, path));
    const left = errors.filter((error) => !increments.some(({ path }) => isWithin(error.path, path)));
    return [toIncrement(part, first, [...left, ...errorsOf(first.path)]), ...others.map((one) => toIncrement(part, one, errorsOf(one.path)))];
  };

  return async function* deliver(run, deferrals, answered) {
    const ready: Ready[] = [];
    let wake = () => {};
    const watch = (around: DeferredPart | undefined): void => {
      for (const part of parts.filter(({ parent }) => parent === around)) {
        void (deferrals.of(part.id) ?? Promise.resolve({ ...run, errors: [] })).then((own) => {
          ready.push({ part, run: own });
          wake();
        });
      }
    };
    watch(undefined);
    let left = parts.length;
    while (left > 0) {
      if (ready.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
      const batch = ready.splice(0);
      left -= batch.length;
      const incremental = batch.flatMap((one) => writePart(one, answered, run.errors));
      for (const { part } of batch) watch(part);
      if (incremental.length > 0 || left === 0) yield { incremental, hasNext: left > 0 };
    }
  };
}

const toIncrement = ({ label }: DeferredPart, { data, path }: Pick<Increment, 'data' | 'path'>, errors: readonly GraphQLError[]): Increment =>
  ({ data, path, ...(label !== undefined && { label }), ...(errors.length > 0 && { errors }) });

const isWithin = (path: Path | undefined, place: Path): boolean => place.every((key, index) => path?.[index] === key);

function mergeDeep(target: Record<string, unknown>, source: Data): void {
  for (const [key, value] of Object.entries(source)) {
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    if (Array.isArray(known) && Array.isArray(value)) {
      known.forEach((item, index) => { if (isObject(item) && isObject(value[index])) mergeDeep(item, value[index]); });
    } else if (isObject(known) && isObject(value)) {
      mergeDeep(known, value);
    } else {
      // A field may be called __proto__.
      Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
