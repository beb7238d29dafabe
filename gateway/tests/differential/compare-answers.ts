type Path = readonly (string | number)[];

export interface ComparableAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: Path | undefined }[] | undefined;
}

/**
 * What is different between an answer and the truth; undefined when nothing is. Data are the same, in
 * the same order. An error stands where the truth has one: at the same field, or where several fields
 * failed of an object that is not there any more, at any of them, as the specification leaves open.
 *
 * See https://spec.graphql.org/draft/#sec-Handling-Execution-Errors
 */
export function findDifference(answer: ComparableAnswer, truth: ComparableAnswer): string | undefined {
  const [ours, theirs] = [JSON.stringify(answer.data), JSON.stringify(truth.data)];
  if (ours !== theirs) return `data: ${ours}\ntruth: ${theirs}\n${describe(answer)}\n${describe(truth)}`;
  const places = (one: ComparableAnswer) => (one.errors ?? []).map((error) => lastPlace(truth.data, error.path ?? []));
  const [mine, right] = [places(answer), places(truth)];
  const missing = right.filter((place) => !mine.includes(place));
  const extra = mine.filter((place) => !right.includes(place));
  return missing.length > 0 || extra.length > 0 ? `errors missing at ${missing.join()}; too many at ${extra.join()}\n${describe(answer)}\n${describe(truth)}` : undefined;
}

const describe = ({ errors = [] }: ComparableAnswer) => errors.map(({ message, path }) => `  ${path?.join('.')}: ${message}`).join('\n');

/** The part of a path that the data still have: what lies behind it has gone with a null. */
function lastPlace(data: unknown, path: Path): string {
  let value: any = data;
  const place: (string | number)[] = [];
  for (const key of path) {
    if (value === null || value === undefined) break;
    place.push(key);
    value = value[key];
  }
  return place.join('.');
}
