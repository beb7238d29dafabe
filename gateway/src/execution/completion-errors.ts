/** A value that may not be answered, found while the answer is written. */
export interface CompletionError {
  /** A missing value may have been told of already, by the subgraph that could not give it. */
  readonly kind: 'missing' | 'invalid';
  readonly message: string;
  /** From the value up: each caller adds its own key, so that a faultless answer needs no paths. */
  readonly reversedPath: (string | number)[];
}

/** What generated code calls when something is amiss, and then only. */
export const reporting = {
  missing: (errors: CompletionError[], field: string, key: string | number): void => {
    errors.push({ kind: 'missing', message: `Cannot return null for non-nullable field ${field}.`, reversedPath: [key] });
  },
  /** Without a key where the caller will add it. */
  invalid: (errors: CompletionError[], field: string, key?: string | number): void => {
    errors.push({ kind: 'invalid', message: `A subgraph answered with an invalid value for field ${field}.`, reversedPath: key === undefined ? [] : [key] });
  },
  unresolved: (errors: CompletionError[], type: string): void => {
    errors.push({ kind: 'invalid', message: `No subgraph said of which type an object of ${type} is, or one that is not here to see.`, reversedPath: [] });
  },
  /** Puts `key` before the paths of all errors from `first` on. */
  prefix: (errors: CompletionError[], first: number, key: string | number): void => {
    for (let index = first; index < errors.length; index += 1) errors[index]?.reversedPath.push(key);
  },
};

export type Path = readonly (string | number)[];

const startsWith = (path: Path, start: Path): boolean => start.every((key, index) => path[index] === key);

/**
 * Whether an error that was told already accounts for a value that is missing at `path`: one of the
 * same object, of something inside or around it, or one of which nobody knows the place.
 */
export const isExplained = (path: Path, told: readonly { readonly path?: Path | undefined }[]): boolean => {
  const parent = path.slice(0, -1);
  return told.some((error) => error.path === undefined || startsWith(error.path, parent) || startsWith(parent, error.path));
};
