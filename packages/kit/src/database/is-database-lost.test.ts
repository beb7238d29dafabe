import { expect, it } from '@jest/globals';
import { isDatabaseLost } from './is-database-lost.js';

const coded = (code: string, more = {}) => Object.assign(new Error('it failed'), { code, ...more });

it.each<[string, unknown, boolean]>([
  ['a server that refuses', coded('ECONNREFUSED'), true],
  ['a server that stops', coded('57P01'), true],
  ['a connection that broke off', new Error('Connection terminated unexpectedly'), true],
  ['a pool that could not connect', new Error('timeout exceeded when trying to connect'), true],
  ['one beneath another', new Error('it failed', { cause: coded('08006') }), true],
  ['one beneath an error of GraphQL', { message: 'it failed', originalError: coded('ECONNRESET') }, true],
  ['a table that is not there', coded('42P01'), false],
  ['a fault of our own', new TypeError('it failed'), false],
  ['nothing', null, false],
])('%s', (_name, error, expected) => expect(isDatabaseLost(error)).toBe(expected));
