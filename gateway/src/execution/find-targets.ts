import type { Path } from './completion-errors.js';

type Value = Record<string, unknown>;

/** Any of the planner's paths; `@` stands for every item of a list. */
export type PlanPath = readonly (string | number)[];

/** All objects at a path, those that are missing left out. */
export function findTargets(root: Value, path: PlanPath): Value[] {
  const targets: Value[] = [];
  walk(root, path, 0, targets);
  return targets;
}

function walk(value: unknown, path: PlanPath, at: number, targets: Value[]): void {
  let current = value;
  for (let index = at; index < path.length; index += 1) {
    if (current === null || current === undefined) return;
    const part = path[index] as string;
    if (part === '@') {
      if (Array.isArray(current)) for (const item of current) walk(item, path, index + 1, targets);
      return;
    }
    current = (current as Value)[part];
  }
  if (Array.isArray(current)) for (const item of current) walk(item, path, path.length, targets);
  else if (typeof current === 'object' && current !== null) targets.push(current as Value);
}

/** Where each object of `findTargets` stands, in the same order. Asked only when there is an error to place. */
export function findPlaces(root: Value, path: PlanPath): Path[] {
  const places: Path[] = [];
  const visit = (value: unknown, at: number, place: Path): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      value.forEach((item, index) => visit(item, next, [...place, index]));
    } else if (at === path.length) {
      if (typeof value === 'object') places.push(place);
    } else {
      const part = path[at] as string;
      visit((value as Value)[part], at + 1, [...place, part]);
    }
  };
  visit(root, 0, []);
  return places;
}
