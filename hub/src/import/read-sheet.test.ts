import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { LIMITS, readSheet } from './read-sheet.js';

const TEXT = '中心编号,人员来源,人数\nC2199,综治办选派,4\n';
/** The same in GBK. */
const GBK = 'd6d0d0c4b1e0bac52cc8cbd4b1c0b4d4b42cc8cbcafd0a43323139392cd7dbd6ceb0ecd1a1c5c92c340a';
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
    expect(await readSheet(bytes)).toEqual(SHEET);
  });

  it('counts lines as an editor does, over empty ones and breaks inside a cell', async () => {
    const { rows } = await readSheet(Buffer.from('a,b\n\n1,"x\ny"\n,,\n2,z'));
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
    expect(await readSheet(bytes)).toEqual({
      header: ['文', '数', '日', '时', '式'],
      rows: [{ line: 2, cells: ['甲', '210203001001001', '2018-01-08', '2018-01-08 09:30:00', '2'] }],
    });
  });

  it('counts lines as the spreadsheet does', async () => {
    const { rows } = await readSheet(toWorkbook([['a'], [], ['x']]));
    expect(rows).toEqual([{ line: 3, cells: ['x'] }]);
  });

  it('that would unpack to more than memory bears is refused before it does', async () => {
    const bytes = toWorkbook([['a']], { 'xl/media/large.bin': new Uint8Array(LIMITS.unpackedBytes + 1) });
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(readSheet(bytes)).rejects.toThrow(/unpacks to more than/);
  });
});

it.each([
  ['nothing', Buffer.alloc(0), /empty/],
  ['blanks', Buffer.from(' \n,,\n'), /empty/],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /old or encrypted/],
  ['a damaged workbook', Buffer.from('PK\x03\x04 and no more'), /damaged|cannot be read/],
  ['neither text nor workbook', Buffer.from('ff00ff00ff80', 'hex'), /neither UTF-8 nor GBK/],
  ['too many bytes', Buffer.alloc(LIMITS.fileBytes + 1, 'a'), /larger than/],
  ['too many lines', Buffer.from('a\n'.repeat(LIMITS.rows + 3)), /more than 200000 lines/],
])('refuses %s', async (_name, bytes, message) => {
  await expect(readSheet(bytes)).rejects.toThrow(message);
});
