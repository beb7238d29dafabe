export interface FreshLoaders<Loaders> {
  readonly load: Loaders;
  /** What was read before a change must not be answered after it. */
  readonly forget: () => void;
}

/** The loaders of one request, which a change replaces. */
export function createFreshLoaders<Loaders>(create: () => Loaders): FreshLoaders<Loaders> {
  let load = create();
  return {
    get load() { return load; },
    forget: () => { load = create(); },
  };
}

/** The outcome of a change; what the loaders hold was read before it. */
export async function after<Outcome>(change: Promise<Outcome>, { forget }: Pick<FreshLoaders<unknown>, 'forget'>): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}
