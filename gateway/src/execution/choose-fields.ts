import type { FetchDataRewrite } from '../planning/plan.js';
import type { EntityKey, KeysOf } from '../planning/entity-keys.js';

export interface Choosing {
  readonly service: string;
  readonly keysOf: KeysOf;
  readonly inputRewrites: readonly FetchDataRewrite[] | undefined;
  isOfType(typename: unknown, condition: string): boolean;
  /** The interfaces of a type, by the supergraph. */
  interfacesOf(typename: string): readonly string[];
  /** Whether the plan asked for this field of this type before. */
  isSupplied(typename: unknown, field: string): boolean;
  /** Whether the client asked of this type for anything that the fetch would bring. */
  isNeeded(typename: string): boolean;
}

export interface ChosenFields {
  /** What is sent along of the fields that the plan requires. */
  readonly required: readonly string[];
  /** What it forgot of a key. */
  readonly added: readonly string[];
  /** As what the entity is asked for, where the plan does not say it. */
  readonly typename?: string;
}

/**
 * Chooses what of an entity of one type is sent along; undefined when it cannot be asked for. Where the
 * planner makes one fetch of several for an interface object, it picks a key for some types only: the
 * others get theirs here, if the client asked anything of them.
 */
export function chooseFields(typename: string, required: readonly string[], choosing: Choosing): ChosenFields | undefined {
  const { service, keysOf } = choosing;
  const supplied = required.filter((field) => choosing.isSupplied(typename, field));
  const sent = rewrittenTypename(typename, choosing);
  const isWhole = ({ fields }: EntityKey) => fields.every((field) => supplied.includes(field));
  if (supplied.includes('__typename') && keysOf(service, sent).some(isWhole)) return { required: supplied, added: [] };
  if (!choosing.isNeeded(typename)) return undefined;
  for (const candidate of [sent, typename, ...choosing.interfacesOf(typename)]) {
    const key = keysOf(service, candidate).find(({ fields, isFlat }) => isFlat && fields.every((field) => choosing.isSupplied(typename, field)));
    if (key) return { required: supplied, added: ['__typename', ...key.fields].filter((field) => !supplied.includes(field)), typename: candidate };
  }
  return undefined;
}

/** What the plan sets the name of a type to, such as that of the interface object. */
function rewrittenTypename(typename: string, { inputRewrites = [], isOfType }: Choosing): string {
  for (const rewrite of inputRewrites) {
    const [condition = '', field, ...rest] = rewrite.path;
    const isMeant = rewrite.kind === 'ValueSetter' && field === '__typename' && rest.length === 0 && condition.startsWith('... on ');
    if (isMeant && isOfType(typename, condition.slice('... on '.length))) return String(rewrite.setValueTo);
  }
  return typename;
}
