import { getOne } from '@sizhu/kit';
import type { QuerySearchArgs, SearchHitResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { toSearch } from '../search/to-search.js';
import type { SearchRow } from '../store/search.js';

const loadHit = ({ kind, id }: SearchRow, { load }: Context) => {
  switch (kind) {
    case 'AREA': return getOne(load.area, id);
    case 'CENTER': return getOne(load.center, id);
    case 'ORGANIZATION': return getOne(load.organization, id);
  }
};

export async function search(args: QuerySearchArgs, context: Context) {
  const rows = await context.store.search(toSearch(args));
  return Promise.all(rows.map((row) => loadHit(row, context)));
}

export const SearchHit: SearchHitResolvers = {
  __resolveType: (hit) => {
    if ('code' in hit) return 'Area';
    return 'level' in hit ? 'Center' : 'Organization';
  },
};
