import { refuse } from '../http/refuse.js';
import { TELLABLE, type Tellable, type Telling } from './telling.js';

/**
 * Reads `extensions: { sizhu: { include: ["cost"] } }`. In the request rather than in a header, so that
 * each operation of a list, of a socket or of a link says for itself what it wants to be told.
 */
export function readTelling(extensions: Readonly<Record<string, unknown>> | undefined, allowed: readonly Tellable[]): Telling | undefined {
  const sizhu = extensions?.sizhu;
  if (sizhu === undefined || sizhu === null) return undefined;
  const include = typeof sizhu === 'object' ? (sizhu as Readonly<Record<string, unknown>>).include : sizhu;
  if (!Array.isArray(include)) throw refuse('BAD_REQUEST', 'extensions.sizhu.include: is no list.');
  const names: readonly unknown[] = include;
  if (names.length === 0) return undefined;
  for (const name of names) {
    if (!TELLABLE.includes(name as Tellable)) throw refuse('BAD_REQUEST', `extensions.sizhu.include: may hold ${TELLABLE.join(', ')}.`);
    if (!allowed.includes(name as Tellable)) throw refuse('BAD_REQUEST', `extensions.sizhu.include: ${String(name)} is not told here.`);
  }
  return new Set(names as Tellable[]);
}
