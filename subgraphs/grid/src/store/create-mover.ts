import { illegalTransition, notFound, staleVersion } from '@sizhu/kit';
import { allowedFrom, type TransitionTable } from '../transitions.js';
import type { GridChangeTools, Tx } from './change.js';
import { checkCodes, type SentCode } from './check-code.js';

interface Movable<State> {
  readonly id: string;
  readonly areaPath: string;
  readonly state: State;
  readonly version: number;
}

/** What differs between the kinds of records that move from state to state. */
export interface Aggregate<Name extends string, Action extends string, State extends string, Data extends object> {
  /** Type of what a change that went through answers. */
  readonly changed: Name;
  readonly topic: string;
  readonly transitions: TransitionTable<Action, State>;
  /** The record, held until the change is over: who changes it first lets the others wait. */
  readonly lock: (tx: Tx, id: string) => Promise<Movable<State> | null>;
  readonly update: (tx: Tx, id: string, data: Data & { readonly state: State; readonly version: number }) => Promise<unknown>;
}

export interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

export interface Moved<State> {
  readonly id: string;
  readonly state: State;
  readonly version: number;
  readonly at: Date;
}

export interface Move<State, Data> {
  readonly codes?: readonly SentCode[];
  /** What is written down beside state and version. */
  readonly data: (at: Date) => Data;
  /** What else belongs to the change. */
  readonly then?: (tx: Tx, moved: Moved<State>) => Promise<unknown>;
}

/** One legal step of a record, announced with it. */
export const createMover = <Name extends string, Action extends string, State extends string, Data extends object>(
  { change, now }: GridChangeTools, { changed, topic, transitions, lock, update }: Aggregate<Name, Action, State, Data>,
) => (action: Action, input: MoveInput, { codes = [], data, then }: Move<State, Data>) => {
  const { id, idempotencyKey, expectedVersion } = input;
  return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
    const row = await lock(tx, id);
    if (!row) return notFound(id);
    const { from, to } = transitions[action];
    if (!from.includes(row.state)) return illegalTransition(row.state, allowedFrom(transitions, row.state));
    if (row.version !== expectedVersion) return staleVersion(row.version);
    const at = now();
    await checkCodes(tx, at, codes);
    const [state, version] = [to ?? row.state, row.version + 1];
    await update(tx, id, { ...data(at), state, version });
    await then?.(tx, { id, state, version, at });
    await announce({ topic, subject: id, areaPath: row.areaPath, payload: { id, action, state } });
    return { __typename: changed, id };
  });
};
