import type { FetchDataRewrite } from '../planning/plan.js';

type Value = Record<string, unknown>;
type IsOfType = (typename: unknown, condition: string) => boolean;

const CONDITION = '... on ';

/** Changes `value` where it stands, as the planner asks: what it named for its own sake gets its name back. */
export function applyRewrites(rewrites: readonly FetchDataRewrite[], value: unknown, isOfType: IsOfType): void {
  for (const rewrite of rewrites) {
    const key = rewrite.path.at(-1) ?? '';
    for (const object of objectsAt(value, rewrite.path.slice(0, -1), isOfType)) {
      if (rewrite.kind === 'ValueSetter') {
        object[key] = rewrite.setValueTo;
      } else if (object[key] !== undefined) {
        object[rewrite.renameKeyTo] = object[key];
        object[key] = undefined;
      }
    }
  }
}

function objectsAt(value: unknown, path: readonly string[], isOfType: IsOfType): readonly Value[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsAt(item, path, isOfType));
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Value;
  const [part, ...rest] = path;
  if (part === undefined) return [object];
  if (!part.startsWith(CONDITION)) return objectsAt(object[part], rest, isOfType);
  const applies = object.__typename === undefined || isOfType(object.__typename, part.slice(CONDITION.length));
  return applies ? objectsAt(object, rest, isOfType) : [];
}
