import { describe, expect, it } from '@jest/globals';
import { commonPath } from '../graphql/area-path.js';
import {
  checkAreaPath, checkComingDay, checkCount, checkDistinct, checkId, checkImpersonalText, checkKey, checkMoment, checkOptionalImpersonalText, checkOptionalText,
  checkPastDay, checkPoint, checkShare, checkText, checkWhole, checkYuan,
} from './check-input.js';

/** 23:30 of the day before in Dalian's own time is still the day before in UTC. */
const NOW = new Date('2026-03-01T16:30:00Z');

describe('a check', () => {
  it.each<[string, () => unknown, unknown]>([
    ['trimmed text', () => checkText('f', ' 文化广场 ', 4), '文化广场'],
    ['a rare character as one', () => checkText('f', '𠮷𠮷', 2), '𠮷𠮷'],
    ['text that was not sent', () => checkOptionalText('f', null, 4), null],
    ['text with a short number', () => checkImpersonalText('f', '第3号点 2026', 20), '第3号点 2026'],
    ['both ends of a range', () => [checkWhole('f', 1, [1, 3]), checkWhole('f', 3, [1, 3])], [1, 3]],
    ['a share', () => checkShare('f', 0.5), 0.5],
    ['no share', () => checkShare('f', undefined), null],
    ['as many as may be', () => checkCount('f', [1, 2], [1, 2]), [1, 2]],
    ['different ones', () => checkDistinct('f', ['a', 'b'], [1, 2]), ['a', 'b']],
    ['whole yuan', () => checkYuan('f', 12), 12n],
    ['today in Dalian', () => checkPastDay('f', '2026-03-02', NOW), '2026-03-02'],
    ['today as a day to come', () => checkComingDay('f', '2026-03-02', NOW), '2026-03-02'],
    ['a number that was not sent', () => checkWhole('f', null, [1, 3]), null],
    ['a point that was not sent', () => checkPoint('f', undefined), undefined],
    ['no impersonal text', () => checkOptionalImpersonalText('f', null, 4), null],
    ['an id', () => checkId('f', 'SURVEY-2026'), 'SURVEY-2026'],
    ['a key', () => checkKey('f', 'O210203-HOUSING'), 'O210203-HOUSING'],
    ['no key', () => checkKey('f', null), null],
    ['a point', () => checkPoint('f', { latitude: -90, longitude: 180 }), { latitude: -90, longitude: 180 }],
    ['a moment of a clock that is a little ahead', () => checkMoment('f', new Date(NOW.getTime() + 60_000), NOW), new Date(NOW.getTime() + 60_000)],
  ])('lets %s pass', (_name, check, expected) => expect(check()).toEqual(expected));

  it.each(['21', '2102', '2102/210203', '2102/2102Z1/210211016', '2102/210203/210203001/210203001002'])('lets the path %s pass', (path) => {
    expect(checkAreaPath('f', path)).toBe(path);
  });

  it.each<[string, () => unknown]>([
    ['blank text', () => checkText('field', '   ', 4)],
    ['longer text', () => checkText('field', '一二三四五', 4)],
    ['an identity number', () => checkImpersonalText('field', '见210202199001011234', 50)],
    ['a telephone', () => checkImpersonalText('field', '电话13800138000', 50)],
    ['an identity number of fifteen digits', () => checkOptionalImpersonalText('field', '见210202900101123', 50)],
    ['a landline', () => checkImpersonalText('field', '请拨0411-83612345', 50)],
    ['yesterday as a day to come', () => checkComingDay('field', '2026-03-01', NOW)],
    ['an id with a blank', () => checkId('field', 'a bc')],
    ['what is below', () => checkWhole('field', 0, [1, 3])],
    ['what is above', () => checkWhole('field', 4, [1, 3])],
    ['a part of one', () => checkWhole('field', 1.5, [1, 3])],
    ['more than a share', () => checkShare('field', 1.01)],
    ['too many', () => checkCount('field', [1, 2, 3], [1, 2])],
    ['one twice', () => checkDistinct('field', ['a', 'a'], [1, 2])],
    ['a debt', () => checkYuan('field', -1)],
    ['tomorrow in Dalian', () => checkPastDay('field', '2026-03-03', NOW)],
    ['a key with a blank', () => checkKey('field', 'a b')],
    ['an empty key', () => checkKey('field', '')],
    ['a name for a path', () => checkAreaPath('field', '大连')],
    ['a path that ends in a slash', () => checkAreaPath('field', '2102/')],
    ['a path that begins with a letter', () => checkAreaPath('field', 'Z1')],
    ['a moment to come', () => checkMoment('field', new Date(NOW.getTime() + 600_000), NOW)],
  ])('names the field of %s', (_name, check) => {
    expect(check).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: 'field' } }));
  });

  it.each([['latitude', { latitude: 91, longitude: 0 }], ['longitude', { latitude: 0, longitude: Number.NaN }]])('names the %s of a point', (part, point) => {
    expect(() => checkPoint('at', point)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: `at.${part}` } }));
  });
});

it.each([
  [['2102/210203'], '2102/210203'],
  [['2102/210203/210203001', '2102/210203/210203002'], '2102/210203'],
  [['2102/210203', '2102/210203/210203002'], '2102/210203'],
  [['2102/210203', '2102'], '2102'],
  [['2102/210203', '2101/210203'], ''],
  [['21/2102', '210/2102'], ''],
  [[], ''],
])('the smallest area that holds %j is %j', (paths, expected) => expect(commonPath(paths)).toBe(expected));
