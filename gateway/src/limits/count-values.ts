/** How many values there are in the variables of a request, those inside of lists and objects included; counting ends beyond `most`. */
export function countValues(variables: Readonly<Record<string, unknown>>, most: number): number {
  let count = 0;
  const left: unknown[] = [variables];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inside: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    count += inside.length;
    if (count > most) return count;
    for (const one of inside) left.push(one);
  }
  return count;
}
