export interface Transition<State extends string> {
  readonly from: readonly State[];
  /** Null: the record stays in its state. */
  readonly to: State | null;
}

/** Every legal change of one kind of record, by the names of its mutations. What is not in it is refused. */
export type TransitionTable<Action extends string, State extends string> = Readonly<Record<Action, Transition<State>>>;

/** Mutations that are open from a state, in the order of the table. */
export const allowedFrom = <Action extends string, State extends string>(table: TransitionTable<Action, State>, state: State): readonly Action[] =>
  (Object.keys(table) as Action[]).filter((action) => table[action].from.includes(state));
