import type { CodeTableRecordedResolvers, CodeTableResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** A value of a code table; a code that the table does not hold is shown as it is. */
export async function codeOf(scheme: string, code: string, { load }: Context) {
  const table = await load.codes.load(scheme);
  return table.find((value) => value.code === code) ?? { scheme, version: 'unknown', code, name: code, nameEn: code };
}

export const CodeTable: CodeTableResolvers = {
  values: async ({ scheme, version }, _args, { load }) => (await load.codes.load(scheme)).filter((value) => value.version === version),
};

export const CodeTableRecorded: CodeTableRecordedResolvers = {
  table: async ({ scheme, version }, _args, { load }) => {
    const table = (await load.codeTables()).find((one) => one.scheme === scheme && one.version === version);
    if (!table) throw new Error(`The edition ${version} of ${scheme}, which was recorded, is gone.`);
    return table;
  },
};
