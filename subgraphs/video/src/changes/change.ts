import { createChanger, illegalTransition, notFound, staleVersion, type Announce, type ChangeRequest, type Refusal } from '@sizhu/kit';
import type { Prisma, PrismaClient } from '../__generated__/prisma/client.js';

export type Tx = Prisma.TransactionClient;

type RefusalOf<Name extends Refusal['__typename']> = Extract<Refusal, { __typename: Name }>;

/** Makes one change with its key and its announcements in one transaction. */
export type Change = <Outcome extends object>(
  request: ChangeRequest,
  work: (tx: Tx, announce: Announce) => Promise<Outcome>,
) => Promise<Outcome | RefusalOf<'KeyReused'>>;

export interface ChangeTools {
  readonly change: Change;
  /** The moment that a change writes down. */
  readonly now: () => Date;
}

// The kit's types leave open which refusal it is; the unions of this graph do not.
export const openChange = (client: PrismaClient): Change => createChanger<Tx>(client) as Change;

export const refuse = {
  notFound: (id: string) => notFound(id) as RefusalOf<'NotFound'>,
  staleVersion: (currentVersion: number) => staleVersion(currentVersion) as RefusalOf<'StaleVersion'>,
  illegalTransition: (from: string, allowed: readonly string[]) => illegalTransition(from, allowed) as RefusalOf<'IllegalTransition'>,
};
