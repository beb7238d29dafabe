import { expect, it } from '@jest/globals';
import { toSearchKey } from './to-search-key.js';

it.each([
  ['西岗区', 'xgq'],
  ['长兴岛', 'cxd'],
  ['旅顺口区综治中心', 'lskqzzzx'],
  ['Ａ１社区', 'a1sq'],
  ['“一区五室”', 'yqws'],
  ['', '-'],
  ['——', '-'],
])('%s is found by %s', (name, key) => {
  expect(toSearchKey(name)).toBe(key);
});
