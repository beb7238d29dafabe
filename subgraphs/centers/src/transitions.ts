/** Every legal change of a kind of record, by the names of the mutations. What is not in it is refused. */
export type Transitions<Action extends string, State extends string> =
  Readonly<Record<Action, { readonly from: readonly State[]; readonly to: State }>>;

/** Mutations that are open from a state; none means that the record has come to its end. */
export const listAllowed = <Action extends string, State extends string>(table: Transitions<Action, State>, state: State): readonly Action[] =>
  (Object.keys(table) as Action[]).filter((action) => table[action].from.includes(state));
