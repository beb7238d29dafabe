import DataLoader from 'dataloader';

type Find<Row> = (keys: readonly string[]) => Promise<readonly Row[]>;

/** Loads at most one row a key; a key without a row gives null. */
export const batchOne = <Row>(find: Find<Row>, keyOf: (row: Row) => string) =>
  new DataLoader<string, Row | null>(async (keys) => {
    const byKey = new Map((await find(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => byKey.get(key) ?? null);
  });

/** Loads any number of rows a key, in the order in which they were found. */
export const batchMany = <Row>(find: Find<Row>, keyOf: (row: Row) => string) =>
  new DataLoader<string, readonly Row[]>(async (keys) => {
    const groups = Map.groupBy(await find(keys), keyOf);
    return keys.map((key) => groups.get(key) ?? []);
  });

/** The one row of a key that another row names. Throws when it is gone: the reference promised it. */
export async function getOne<Row>(loader: DataLoader<string, Row | null>, key: string): Promise<Row> {
  const row = await loader.load(key);
  if (row === null) throw new Error(`There is no row of the key ${JSON.stringify(key)}, which another row refers to.`);
  return row;
}

/** The rows of several keys, in the order of the keys. */
export const getAll = <Row>(loader: DataLoader<string, Row | null>, keys: readonly string[]): Promise<Row[]> =>
  Promise.all(keys.map((key) => getOne(loader, key)));

/** One loader for each period, or whatever else a request asks by, so that what is asked alike shares one statement. */
export function loadersFor<By, Loader>(create: (by: By) => Loader): (by: By) => Loader {
  const loaders = new Map<string, Loader>();
  return (by) => {
    const key = JSON.stringify(by);
    const loader = loaders.get(key) ?? create(by);
    loaders.set(key, loader);
    return loader;
  };
}
