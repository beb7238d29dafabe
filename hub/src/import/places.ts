import type pg from 'pg';

export interface Place {
  readonly path: string;
  readonly level: string;
}

/** Areas by code, centers and bodies by id, as the centers pillar knows them. */
export interface Places {
  readonly areas: Map<string, Place>;
  readonly centers: ReadonlyMap<string, Place>;
  readonly organizations: ReadonlySet<string>;
  /** Ids of centers by the path of the area that each serves. */
  readonly centerByPath: ReadonlyMap<string, string>;
}

export async function readPlaces(centers: pg.Client): Promise<Places> {
  const areas = await centers.query<Place & { key: string }>('SELECT code AS key, path, level FROM area');
  const known = await centers.query<Place & { key: string }>('SELECT id AS key, area_path AS path, level FROM center');
  const bodies = await centers.query<{ id: string }>('SELECT id FROM organization');
  const toMap = (rows: readonly (Place & { key: string })[]) => new Map(rows.map(({ key, path, level }) => [key, { path, level }]));
  return {
    areas: toMap(areas.rows), centers: toMap(known.rows), organizations: new Set(bodies.rows.map(({ id }) => id)),
    centerByPath: new Map(known.rows.map(({ key, path }) => [path, key])),
  };
}

/** The center of an area, or of the nearest one above that has one; null where none has. */
export function findCenterOf(areaPath: string, { centerByPath }: Places): string | null {
  for (let path = areaPath; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))) {
    const id = centerByPath.get(path);
    if (id !== undefined) return id;
  }
  return null;
}
