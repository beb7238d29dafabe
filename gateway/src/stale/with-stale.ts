import { findStaleFields, type MayBeStale, type StaleField } from './find-stale-fields.js';
import type { StaleStore } from './stale-store.js';
import { toTransportError } from '../transport/transport-error.js';
import type { StaleMark, SubgraphAnswer, SubgraphCall, Transport, Transports } from '../transport/transport.js';

export interface StaleOptions {
  readonly service: string;
  readonly store: StaleStore;
  readonly mayBeStale: MayBeStale;
}

type Value = Readonly<Record<string, unknown>>;

export const withStaleAnswers = (transports: Transports, options: Omit<StaleOptions, 'service'>): Transports =>
  Object.fromEntries(Object.entries(transports).map(([service, transport]) => [service, withStale(transport, { ...options, service })]));

const MAX_QUERIES = 1_000;

/**
 * Where a pillar gives no answer to a query, answers of it what was last known: the same field, selection and arguments
 * of the same entity for the same rights. See docs/decisions/0010-stale-if-error.md.
 */
export function withStale(inner: Transport, { service, store, mayBeStale }: StaleOptions): Transport {
  const known = new Map<string, readonly StaleField[]>();
  const fieldsOf = (query: string): readonly StaleField[] => {
    let fields = known.get(query);
    if (!fields) {
      fields = findStaleFields(query, mayBeStale);
      if (known.size >= MAX_QUERIES) known.clear();
      known.set(query, fields);
    }
    return fields;
  };

  return {
    ...inner,
    send: async (call) => {
      const fields = call.isMutation ? [] : fieldsOf(call.query);
      if (fields.length === 0) return inner.send(call);
      let answer: SubgraphAnswer;
      try {
        answer = await inner.send(call);
      } catch (error) {
        const recalled = recall(call, fields);
        if (!recalled) throw error;
        return { data: recalled.data, stale: { failure: toTransportError(error), marks: recalled.marks } };
      }
      if (!answer.errors?.length && answer.data) remember(call, fields, answer.data);
      return answer;
    },
  };

  function keyOf({ id, variables }: StaleField, { variables: sent, rights = '', ...call }: SubgraphCall, representation: unknown): string {
    const values = variables.map((name) => sent[name] ?? null);
    return JSON.stringify([service, rights, 'variablesInBytes' in call, id, values, representation ?? null]);
  }

  function remember(call: SubgraphCall, fields: readonly StaleField[], data: Value): void {
    const representations = representationsOf(call);
    for (const field of fields) {
      if (!representations) {
        if (data[field.responseKey] != null) store.put(keyOf(field, call, null), data[field.responseKey]);
        continue;
      }
      (data._entities as readonly (Value | null)[] | undefined)?.forEach((entity, at) => {
        const value = entity?.[field.responseKey];
        if (value != null && isFor(field, representations[at])) store.put(keyOf(field, call, representations[at]), value);
      });
    }
  }

  function recall(call: SubgraphCall, fields: readonly StaleField[]): { readonly data: Record<string, unknown>; readonly marks: readonly StaleMark[] } | undefined {
    const marks: StaleMark[] = [];
    const read = (path: readonly (string | number)[], representation: unknown): Record<string, unknown> | null => {
      const object: Record<string, unknown> = {};
      for (const field of fields) {
        const found = isFor(field, representation) ? store.get(keyOf(field, call, representation)) : undefined;
        if (!found) continue;
        object[field.responseKey] = found.value;
        marks.push({ path: [...path, field.responseKey], ageSeconds: found.ageSeconds });
      }
      return Object.keys(object).length === 0 ? null : object;
    };
    const representations = representationsOf(call);
    const data = representations ? { _entities: representations.map((one, at) => read(['_entities', at], one)) } : read([], null);
    return marks.length > 0 && data ? { data, marks } : undefined;
  }
}

const representationsOf = ({ variables }: SubgraphCall): readonly Value[] | undefined =>
  (Array.isArray(variables.representations) ? variables.representations as readonly Value[] : undefined);

const isFor = ({ typename }: StaleField, representation: unknown): boolean =>
  typename === undefined || (representation as Value | null)?.__typename === typename;
