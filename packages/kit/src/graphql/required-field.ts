/**
 * What another pillar sends along for a field that `@requires` it.
 *
 * The types leave it open, because the same entity also comes without it when nothing requires it.
 */
export function requiredField<Value>(value: Value | null | undefined, field: string): Value {
  if (value == null) throw new Error(`The gateway sent no ${field} along, which this field requires.`);
  return value;
}
