import { inputError } from '../graphql/input-error.js';
import type { RawTransaction } from './create-changer.js';

interface NamedPlace {
  readonly field: string;
  readonly path: string;
}

/** Fields of inputs that name the place of a record by Area.path. */
const FIELDS: ReadonlySet<string> = new Set(['areaPath', 'servedAreaPaths']);

/** Every place that an input names, however deep. */
export function listPlaces(input: unknown, field = ''): readonly NamedPlace[] {
  if (Array.isArray(input)) return input.flatMap((item, at) => listPlaces(item, `${field}.${at}`));
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]): readonly NamedPlace[] => {
    const inner = field === '' ? name : `${field}.${name}`;
    if (!FIELDS.has(name)) return listPlaces(value, inner);
    return (Array.isArray(value) ? value : [value]).filter((path) => typeof path === 'string').map((path: string) => ({ field: inner, path }));
  });
}

/**
 * Refuses places that are not in the roster, or that an area has left. The areas are held until the change is over: one that
 * moves waits, and takes along what the change wrote. A pillar that has not taken a roster in yet cannot tell.
 */
export async function holdAreas(tx: RawTransaction, input: object): Promise<void> {
  const places = listPlaces(input);
  if (places.length === 0) return;
  const codes = [...new Set(places.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))];
  const known = await tx.$queryRaw<{ code: string; path: string }[]>`SELECT code, path FROM known_area WHERE code = ANY (${codes}::text[]) ORDER BY code FOR SHARE`;
  const pathOf = new Map(known.map(({ code, path }) => [code, path]));
  const wrong = places.find(({ path }) => pathOf.get(path.slice(path.lastIndexOf('/') + 1)) !== path);
  if (!wrong) return;
  const today = pathOf.get(wrong.path.slice(wrong.path.lastIndexOf('/') + 1));
  if (today !== undefined) throw inputError(wrong.field, `${JSON.stringify(wrong.path)} is not where the area hangs today: send its Area.path, ${JSON.stringify(today)}.`);
  const [roster] = await tx.$queryRaw<{ any: boolean }[]>`SELECT EXISTS (SELECT FROM known_area) AS any`;
  if (roster?.any) throw inputError(wrong.field, `${JSON.stringify(wrong.path)} is no area of the roster; areas(level: DISTRICT) lists codes, Area.path is what to send.`);
}
