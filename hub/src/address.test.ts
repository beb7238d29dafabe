import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { checkAddress, explainListening } from './address.js';
import { StartupError } from './startup-error.js';

const address = { host: '127.0.0.1', port: 80 };
const fail = (code: string, syscall: string, more = {}) => Object.assign(new Error('it failed'), { code, syscall, ...more });

it.each([
  ['a taken port', fail('EADDRINUSE', 'listen'), /^Port 80 is taken .* set HUB_PORT to a free one\.$/],
  ['a port for administrators', fail('EACCES', 'listen'), /^Port 80 is for administrators alone: set HUB_PORT to 1024 or more\.$/],
  ['an address of another machine', fail('EADDRNOTAVAIL', 'listen'), /^This machine has no address 127\.0\.0\.1: set HUB_HOST/],
  ['an unknown name', fail('ENOTFOUND', 'getaddrinfo', { hostname: address.host }), /^This machine has no address 127\.0\.0\.1: set HUB_HOST/],
])('is one line for %s', (_name, error, expected) => {
  const explained = explainListening(error, address) as StartupError;
  expect(explained).toBeInstanceOf(StartupError);
  expect(explained.message).toMatch(expected);
  expect(explained.cause).toBe(error);
});

it.each([
  ['a folder without rights', fail('EACCES', 'mkdir')],
  ['a server of an unknown name', fail('ENOTFOUND', 'getaddrinfo', { hostname: 'db.invalid' })],
  ['a server that refuses', fail('ECONNREFUSED', 'connect')],
  ['a fault of our own', new TypeError('it failed')],
])('leaves alone %s', (_name, error) => {
  expect(explainListening(error, address)).toBe(error);
});

it('gives a free port back', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(checkAddress({ host: '127.0.0.1', port })).rejects.toThrow(`Port ${port} is taken`);
  server.close();
  await once(server, 'close');
  await checkAddress({ host: '127.0.0.1', port });
  await checkAddress({ host: '127.0.0.1', port });
});
