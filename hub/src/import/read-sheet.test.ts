import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Line } from './read-csv.js';
import { LIMITS, readSheet, type Limits } from './read-sheet.js';
import type { Source } from './source.js';

const TEXT = '中心编号,人员来源,人数\nC2199,综治办选派,4\n';
/** The same in GBK. */
const GBK = 'd6d0d0c4b1e0bac52cc8cbd4b1c0b4d4b42cc8cbcafd0a43323139392cd7dbd6ceb0ecd1a1c5c92c340a';
/** The whole of a sheet. */
async function readAll(source: Source, limits: Limits = LIMITS): Promise<{ readonly header: readonly string[]; readonly rows: readonly Line[] }> {
  const { header, parts } = await readSheet(source, limits);
  const rows: Line[] = [];
  for await (const part of parts) for (const row of part) rows.push(row);
  return { header, rows };
}

const SHEET = { header: ['中心编号', '人员来源', '人数'], rows: [{ line: 2, cells: ['C2199', '综治办选派', '4'] }] };

describe('a CSV', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with its mark', Buffer.from(`\u{feff}${TEXT}`)],
    ['UTF-16 with its mark', Buffer.from(`\u{feff}${TEXT}`, 'utf16le')],
    ['GBK', Buffer.from(GBK, 'hex')],
    ['lines that end as on Windows', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['tabs', Buffer.from(TEXT.replaceAll(',', '\t'))],
    ['quotation marks', Buffer.from('"中心编号","人员来源",人数\n"C2199","综治办选派","4"')],
  ])('in %s is read', async (_name, bytes) => {
    expect(await readAll(bytes)).toEqual(SHEET);
  });

  it('counts lines as an editor does, over empty ones and breaks inside a cell', async () => {
    const { rows } = await readAll(Buffer.from('a,b\n\n1,"x\ny"\n,,\n2,z'));
    expect(rows).toEqual([{ line: 3, cells: ['1', 'x\ny'] }, { line: 6, cells: ['2', 'z'] }]);
  });
});

const entry = (path: string, xml: string): [string, Uint8Array] => [path, strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`)];
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook of one sheet; a cell is a text, or XML of its own. */
const toWorkbook = (rows: readonly (readonly (string | { readonly xml: string })[])[], more: Record<string, Uint8Array> = {}): Buffer => Buffer.from(zipSync({
  ...Object.fromEntries([
    entry('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`),
    entry('_rels/.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    entry('xl/workbook.xml', `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    entry('xl/_rels/workbook.xml.rels', `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`),
    entry('xl/styles.xml', `<styleSheet xmlns="${MAIN}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`),
    entry('xl/worksheets/sheet1.xml', `<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => {
      const place = `r="${String.fromCharCode(65 + column)}${at + 1}"`;
      return typeof cell === 'string' ? `<c ${place} t="inlineStr"><is><t>${cell}</t></is></c>` : cell.xml.replace('<c', `<c ${place}`);
    }).join('')}</row>`).join('')}</sheetData></worksheet>`),
  ]),
  ...more,
}));

describe('a workbook', () => {
  it('gives texts, numbers, days, moments, and formulas as their values', async () => {
    const bytes = toWorkbook([
      ['文', '数', '日', '时', '式'],
      ['甲', { xml: '<c><v>210203001001001</v></c>' }, { xml: '<c s="1"><v>43108</v></c>' }, { xml: '<c s="2"><v>43108.395833333336</v></c>' }, { xml: '<c><f>1+1</f><v>2</v></c>' }],
    ]);
    expect(await readAll(bytes)).toEqual({
      header: ['文', '数', '日', '时', '式'],
      rows: [{ line: 2, cells: ['甲', '210203001001001', '2018-01-08', '2018-01-08 09:30:00', '2'] }],
    });
  });

  it('counts lines as the spreadsheet does', async () => {
    const { rows } = await readAll(toWorkbook([['a'], [], ['x']]));
    expect(rows).toEqual([{ line: 3, cells: ['x'] }]);
  });

  it('that would unpack to more than memory bears is refused before it does', async () => {
    const bytes = toWorkbook([['a']], { 'xl/media/large.bin': new Uint8Array(LIMITS.unpackedBytes + 1) });
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(readAll(bytes)).rejects.toThrow(/unpacks to more than/);
  });
});

it.each([
  ['nothing', Buffer.alloc(0), /empty/],
  ['blanks', Buffer.from(' \n,,\n'), /empty/],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old or encrypted/],
  ['a damaged workbook', Buffer.from('PK\x03\x04 and no more'), /damaged|cannot be read/],
  ['neither text nor workbook', Buffer.from('ff00ff00ff80', 'hex'), /neither UTF-8 nor GBK/],
  ['too large a workbook', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(LIMITS.workbookBytes)]), /larger than 20 MB/],
  ['UTF-8 that turns into something else', Buffer.concat([Buffer.from('甲\n'.repeat(400_000)), Buffer.from('ff00ff80', 'hex')]), /neither UTF-8 nor GBK/],
  ['a quotation mark that is never closed', Buffer.from(`a\n"${'x\n'.repeat(9_000_000)}`), /no CSV at line 1/],
])('refuses %s', async (_name, bytes, message) => {
  await expect(readAll(bytes)).rejects.toThrow(message);
});

it.each([
  ['bytes', { fileBytes: 3 }, /larger than/], ['lines', { rows: 2 }, /more than 2 lines/],
])('refuses too many %s', async (_name, limit, message) => {
  await expect(readAll(Buffer.from('a\n1\n2\n3'), { ...LIMITS, ...limit })).rejects.toThrow(message);
});

describe('a file of several pieces', () => {
  const rows = 60_000;
  const name = (at: number) => `第${at}号楼，${'楼'.repeat(at % 7)}`;
  /** Every thousandth name goes over three lines of the file, and holds what separates cells and records. */
  const quoted = (at: number) => (at % 1_000 === 999 ? `"${name(at)},\r\n""b""\n"` : name(at));
  const cellOf = (at: number) => (at % 1_000 === 999 ? `${name(at)},\r\n"b"` : name(at));
  const text = ['编号,名称', ...Array.from({ length: rows }, (_, at) => `${at},${quoted(at)}`)].join('\r\n');
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sizhu-sheet-'));
    await writeFile(join(folder, 'large.csv'), text);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([['in memory', () => Buffer.from(text)], ['on disk', () => join(folder, 'large.csv')]])('%s is read whole, whatever stands where it is cut', async (_place, source) => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(1_500_000);
    const { rows: read } = await readAll(source());
    expect(read).toHaveLength(rows);
    expect(read.every(({ cells }, at) => cells[0] === String(at) && cells[1]?.trim() === cellOf(at))).toBe(true);
    // Each name that goes over three lines moves those after it by two.
    expect(read.filter(({ line }, at) => line !== at + 2 + 2 * Math.floor(at / 1_000))).toEqual([]);
  });

  it('in GBK is, too', async () => {
    const gbk = Buffer.concat([Buffer.from(GBK, 'hex'), Buffer.from(Buffer.from(GBK, 'hex').toString('latin1').split('\n')[1] + '\n', 'latin1')]);
    expect((await readAll(gbk)).rows.map(({ cells }) => cells)).toEqual([['C2199', '综治办选派', '4'], ['C2199', '综治办选派', '4']]);
  });
});
