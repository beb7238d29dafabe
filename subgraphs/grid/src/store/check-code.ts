import { inputError, toDayValue, toLocalDay } from '@sizhu/kit';
import type { Tx } from './change.js';

export interface SentCode {
  /** As the client wrote it. */
  readonly field: string;
  readonly scheme: string;
  /** Null where nothing was sent, which needs no check. */
  readonly code: string | null | undefined;
  /** Codes of which one has to be above it; without it, any. */
  readonly under?: readonly string[];
}

/** Throws for the first code that the edition in force does not list, and says where to find those it does. */
export async function checkCodes(tx: Tx, now: Date, sent: readonly SentCode[]): Promise<void> {
  const today = toDayValue(toLocalDay(now));
  for (const { field, scheme, code, under } of sent) {
    if (code == null) continue;
    const table = await tx.codeTable.findFirst({
      where: { scheme, inForceFrom: { lte: today } }, orderBy: [{ inForceFrom: 'desc' }, { version: 'desc' }], include: { values: { where: { code } } },
    });
    if (!table) throw inputError(field, `the code table ${scheme} holds no edition that is in force: enter one with recordCodeTable.`);
    const [value] = table.values;
    const remedy = `ask codeTable(scheme: ${JSON.stringify(scheme)}) for the codes`;
    if (!value) throw inputError(field, `${JSON.stringify(code)} is no code of ${scheme}, edition ${table.version}; ${remedy}.`);
    if (under && !under.includes(value.parentCode ?? '')) {
      throw inputError(field, `${JSON.stringify(code)} is not under ${under.join(' or ')}; ${remedy} and their parentCode.`);
    }
  }
}
