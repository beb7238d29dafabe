import { Kind, parse, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** Names under which the planner itself may put data into an object: those of keys and of what fields require. */
export interface ReservedNames {
  readonly fields: ReadonlySet<string>;
  /** Those of them that are required with arguments, so that even the bare field is another one. */
  readonly withArguments: ReadonlySet<string>;
}

const HOLDERS: Readonly<Record<string, readonly string[]>> = { join__type: ['key'], join__field: ['requires', 'provides'] };

export function collectReservedNames(supergraph: DocumentNode): ReservedNames {
  const fields = new Set<string>();
  const withArguments = new Set<string>();
  visit(supergraph, {
    Directive: (directive) => {
      for (const selection of selectionsOf(directive as ConstDirectiveNode)) {
        visit(parse(`{ ${selection} }`), {
          Field: ({ name, arguments: args }) => {
            fields.add(name.value);
            if (args?.length) withArguments.add(name.value);
          },
        });
      }
    },
  });
  return { fields, withArguments };
}

const selectionsOf = ({ name, arguments: args = [] }: ConstDirectiveNode): readonly string[] =>
  args.flatMap(({ name: { value: argument }, value }) =>
    (HOLDERS[name.value]?.includes(argument) && value.kind === Kind.STRING ? [value.value] : []));
