/** A management path holds the codes from the root down, such as 2102/210203/210203001. */
export const codeOfPath = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path of the smallest area that holds all of them; empty where no area does. */
export function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/'));
  const length = first.findIndex((code, at) => others.some((other) => other[at] !== code));
  return first.slice(0, length < 0 ? first.length : length).join('/');
}
