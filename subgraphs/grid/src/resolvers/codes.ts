import type { Context } from '../context.js';

/** A value of a code table; a code that the table does not hold is shown as it is. */
export async function codeOf(scheme: string, code: string, { load }: Context) {
  const table = await load.codes.load(scheme);
  return table.find((value) => value.code === code) ?? { scheme, version: 'unknown', code, name: code, nameEn: code };
}
