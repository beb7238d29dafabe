import { illegalTransition, notFound, staleVersion, type Refusal } from '@sizhu/kit';

/** The one refusal of this name, so that a change tells which of them it may answer. */
export type RefusalOf<Name extends Refusal['__typename']> = Extract<Refusal, { readonly __typename: Name }>;

export const toNotFound = (id: string) => notFound(id) as RefusalOf<'NotFound'>;
export const toStale = (currentVersion: number) => staleVersion(currentVersion) as RefusalOf<'StaleVersion'>;
export const toIllegal = (from: string, allowed: readonly string[]) => illegalTransition(from, allowed) as RefusalOf<'IllegalTransition'>;
