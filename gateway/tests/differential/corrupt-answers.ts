import type { SubgraphAnswer, Transports } from '../../src/transport/transport.js';
import type { Random } from './random.js';

export const FAULTS = ['no answer', 'an error and no data', 'fewer entities', 'an entity that is missing', 'nonsense for a value', 'nonsense for a type', 'text for an object', 'strange errors'] as const;

export type Fault = (typeof FAULTS)[number];

/** What stands for a value of no type. */
const NONSENSE = { nonsense: true };

/** What stands for an object or a list. */
const INSTEAD: readonly unknown[] = ['text', 7, true];

type Value = Record<string, unknown>;

/** Subgraphs of which one answers wrongly now and then; `happened` tells what was done. */
export function corruptAnswers(transports: Transports, { fault, random, happened }: { readonly fault: Fault; readonly random: Random; readonly happened: string[] }): Transports {
  return Object.fromEntries(Object.entries(transports).map(([name, transport]) => [name, {
    ...transport,
    send: async (call) => {
      const answer = await transport.send(call);
      if (!random.chance(0.5)) return answer;
      happened.push(name);
      return corrupt(answer, fault, random);
    },
  }]));
}

function corrupt(answer: SubgraphAnswer, fault: Fault, random: Random): SubgraphAnswer {
  const entities = answer.data?._entities as unknown[] | undefined;
  const objects = [...objectsIn(answer.data)];
  switch (fault) {
    case 'no answer': throw new Error('ECONNRESET');
    case 'an error and no data': return { data: null, errors: [{ message: 'all is lost' }] };
    case 'fewer entities': return entities ? { data: { _entities: entities.slice(1) } } : answer;
    case 'an entity that is missing': return entities ? { ...answer, data: { _entities: entities.map((one) => (random.chance(0.5) ? null : one)) } } : answer;
    case 'nonsense for a value': return { ...answer, data: replaceOne(answer.data, random) };
    case 'nonsense for a type':
      for (const object of objects) if ('__typename' in object) object.__typename = random.pick(['Nobody', 'Query', 7, null, '__proto__', 'constructor']);
      return answer;
    case 'text for an object': {
      const target = objects.length > 0 ? random.pick(objects) : undefined;
      for (const key of Object.keys(target ?? {})) if (typeof target?.[key] === 'object') target[key] = random.pick(INSTEAD);
      return answer;
    }
    case 'strange errors': return { ...answer, errors: [
      { message: 'nowhere', path: ['nowhere', 7, 'at all'] }, { message: '', path: ['_entities', 99, 'x'] }, { message: 'deep', path: Array.from({ length: 50 }, (_, at) => at) },
      { message: 'odd', path: ['__proto__', 'constructor'] }, { message: 'without a path' },
    ] };
  }
}

function* objectsIn(value: unknown): Generator<Value> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  // What the drawn scalars hold is nobody's business.
  else if (typeof value === 'object' && value !== null && !('nested' in value)) {
    yield value as Value;
    for (const inner of Object.values(value)) yield* objectsIn(inner);
  }
}

function replaceOne(data: SubgraphAnswer['data'], random: Random): Value | null {
  const leaves = [...objectsIn(data)].flatMap((object) => Object.keys(object).filter((key) => key !== '__typename' && (typeof object[key] !== 'object')).map((key) => ({ object, key })));
  if (leaves.length > 0) {
    const { object, key } = random.pick(leaves);
    object[key] = { ...NONSENSE };
  }
  return data ?? null;
}
