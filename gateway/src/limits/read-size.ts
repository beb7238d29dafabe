import { Kind, type FieldNode, type GraphQLField } from 'graphql';
import type { MeasureCost } from './compile-cost.js';

/**
 * How many items the arguments of a field ask for, where null is as good as nothing; undefined where it
 * has no such argument. A pillar refuses a number below 1, which costs nothing here.
 */
export function readSize(field: GraphQLField<unknown, unknown>, node: FieldNode, slicing: readonly string[]): MeasureCost | undefined {
  const sizes = field.args.filter(({ name }) => slicing.includes(name)).map(({ name, defaultValue }): MeasureCost => {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    const otherwise = toSize(defaultValue);
    if (!given) return () => otherwise;
    if (given.kind === Kind.VARIABLE) {
      const variable = given.name.value;
      return (variables) => toSize(variables[variable] ?? defaultValue);
    }
    const size = given.kind === Kind.INT ? toSize(Number(given.value)) : otherwise;
    return () => size;
  });
  return sizes.length === 0 ? undefined : (variables) => Math.max(...sizes.map((size) => size(variables)));
}

const toSize = (value: unknown): number => (typeof value === 'number' ? Math.max(0, value) : 0);
