import { describe, expect, it } from '@jest/globals';
import { parseDeviceId } from './parse-device-id.js';

const good = '21020200011328001000';
const with_ = (at: number, digits: string): string => good.slice(0, at) + digits + good.slice(at + digits.length);

describe('a device id of GB/T 28181', () => {
  it('is read into its parts, each with its names', () => {
    expect(parseDeviceId(good, 'EDITION_2016')).toEqual({
      kind: 'valid',
      device: {
        edition: 'EDITION_2016', centerCode: '21020200', serial: '001000',
        industry: { code: '01', name: '社会治安社区接入', nameEn: 'Public-security cameras in communities' },
        type: { code: '132', name: '网络摄像机', nameEn: 'Network camera' },
        network: { code: '8', name: '社会资源接入网', nameEn: 'Access network of social resources' },
      },
    });
  });

  it.each([
    ['0', '监控报警专网', '公安视频传输网'], ['2', '监控报警专网', '行业专网'], ['3', '监控报警专网', '政法信息网'],
    ['4', '监控报警专网', '公安移动信息网'], ['5', '公安信息网', '公安信息网'], ['6', '政务网', '电子政务外网'],
    ['7', '互联网', '互联网'], ['8', '社会资源接入网', '专线'],
  ])('has the network digit %s mean %s in 2016 and %s in 2022', (digit, of2016, of2022) => {
    const nameIn = (edition: 'EDITION_2016' | 'EDITION_2022') => {
      const reading = parseDeviceId(with_(13, digit), edition);
      return reading.kind === 'valid' && reading.device.network.name;
    };
    expect([nameIn('EDITION_2016'), nameIn('EDITION_2022')]).toEqual([of2016, of2022]);
  });

  it.each([
    ['an empty text', '', ['LENGTH']],
    ['19 digits', good.slice(1), ['LENGTH']],
    ['21 digits', `${good}0`, ['LENGTH']],
    ['a letter', with_(4, 'x'), ['LENGTH']],
    ['digits of another script', good.replace('2', '２'), ['LENGTH']],
    ['a line break', `${good}\n`, ['LENGTH']],
    ['no province', with_(0, '99'), ['CENTER_CODE']],
    ['an unknown industry', with_(8, '12'), ['INDUSTRY']],
    ['an unknown type', with_(10, '999'), ['TYPE']],
    ['the network digit 9', with_(13, '9'), ['NETWORK']],
    ['several at once', '00020299999999010000', ['CENTER_CODE', 'INDUSTRY', 'TYPE', 'NETWORK']],
  ])('with %s is refused by its parts', (_name, text, parts) => {
    const reading = parseDeviceId(text, 'EDITION_2022');
    expect(reading.kind === 'faulty' && reading.faults.map(({ part }) => part)).toEqual(parts);
    for (const fault of reading.kind === 'faulty' ? reading.faults : []) {
      expect(fault.message).toMatch(/^The [a-z ]+ "/);
      expect(fault.messageZh).toMatch(/^\p{Script=Han}+ "/u);
    }
  });
});
