import { checkText, inputError, toDayValue } from '@sizhu/kit';
import type { RecordCodeTableInput } from '../__generated__/resolvers.js';
import type { GridChangeTools } from './change.js';

export interface RecordedCodeTable {
  readonly scheme: string;
  readonly version: string;
}

const SCHEME = /^[a-z][a-z0-9-]{1,39}$/;
const CODE = /^[\x21-\x7e]{1,40}$/;
const MAX_VALUES = 1_000;

const editionExists = (scheme: string, version: string) => ({
  __typename: 'EditionExists', scheme, version,
  message: `The edition ${version} of ${scheme} is there already, and editions do not change: send another version.`,
  messageZh: `代码表 ${scheme} 的 ${version} 版已存在，且不可更改：请用新的版本号。`,
} as const);

const codeRedefined = ({ scheme, code, name }: { scheme: string; code: string; name: string }) => ({
  __typename: 'CodeRedefined', code, name,
  message: `In ${scheme} the code ${code} means ${name} already, and records hold it in that sense: give the new list a scheme of its own.`,
  messageZh: `代码表 ${scheme} 中 ${code} 已表示“${name}”，已有记录按此理解：含义不同的新表请另设方案名。`,
} as const);

function checkTable({ scheme, version, name, nameEn, source, values }: RecordCodeTableInput): void {
  if (!SCHEME.test(scheme)) throw inputError('scheme', 'must be 2 to 40 small letters, digits and hyphens, such as dispute-kind.');
  if (!CODE.test(version)) throw inputError('version', 'must be 1 to 40 visible ASCII characters, such as 2025-1.');
  checkText('name', name, 60);
  checkText('nameEn', nameEn, 80);
  checkText('source', source, 200);
  if (values.length < 1 || values.length > MAX_VALUES) throw inputError('values', `has ${values.length} items; send 1 to ${MAX_VALUES}.`);
  values.forEach((value, at) => {
    if (!CODE.test(value.code)) throw inputError(`values[${at}].code`, 'must be 1 to 40 visible ASCII characters.');
    checkText(`values[${at}].name`, value.name, 60);
    checkText(`values[${at}].nameEn`, value.nameEn, 80);
    if (values.findIndex(({ code }) => code === value.code) < at) throw inputError(`values[${at}].code`, `${JSON.stringify(value.code)} stands in the list twice.`);
  });
}

/** Editions of code tables: entered whole, never changed. */
export const createCodeTableRecorder = ({ change }: GridChangeTools) => ({
  recordCodeTable: (input: RecordCodeTableInput) => {
    checkTable(input);
    const { idempotencyKey, values, scheme, version, inForceFrom, ...words } = input;
    return change({ idempotencyKey, operation: 'recordCodeTable', input }, async (tx, announce) => {
      // Two editions at a time could each give a code another meaning.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('code_table'), hashtext(${scheme}))`;
      if (await tx.codeTable.count({ where: { scheme, version } }) > 0) return editionExists(scheme, version);
      const known = await tx.codeValue.findMany({ where: { scheme, code: { in: values.map(({ code }) => code) } }, select: { scheme: true, code: true, name: true } });
      const redefined = known.find(({ code, name }) => values.some((value) => value.code === code && value.name.trim() !== name));
      if (redefined) return codeRedefined(redefined);
      await tx.codeTable.create({ data: { ...words, scheme, version, inForceFrom: toDayValue(inForceFrom), provenance: 'REGISTERED' } });
      await tx.codeValue.createMany({
        data: values.map(({ code, name, nameEn, parentCode }, at) => ({
          scheme, version, code, name: name.trim(), nameEn: nameEn.trim(), parentCode: parentCode ?? null, position: at + 1, provenance: 'REGISTERED' as const,
        })),
      });
      // A code table belongs to no area: everybody may hear of it.
      await announce({ topic: 'codes.recorded', subject: scheme, areaPath: '', payload: { scheme, version, values: values.length } });
      return { __typename: 'CodeTableRecorded', scheme, version } as const;
    });
  },
});
