import { describe, expect, it } from '@jest/globals';
import { StartupError } from '../startup-error.js';
import { explainServerOutput, toStartupError } from './first-aid.js';

const url = 'postgresql://admin:s3cret@db.example:5433/city';
const external = { setting: 'DATABASE_URL', url };
const own = { folder: '/srv/hub' };

const fail = (code: string, message = 'it failed', more = {}) => Object.assign(new Error(message), { code, ...more });

describe('an error of the start', () => {
  it.each([
    ['a full disk', fail('ENOSPC'), own, /^The disk under \/srv\/hub is full: free some space/],
    ['a full disk, seen by the embedded server', fail('53100'), own, /^The disk under \/srv\/hub is full/],
    ['a full disk elsewhere', fail('53100'), external, /^The disk of PostgreSQL at db.example:5433 is full/],
    ['no right to write', fail('EACCES'), own, /^\/srv\/hub cannot be written .*HUB_DATA_DIR/],
    ['a read-only disk', fail('EROFS'), own, /^\/srv\/hub cannot be written/],
    ['a program that does not run', fail('ENOENT', '', { syscall: 'spawn /x/postgres', path: '/x/postgres' }), own,
      /^\/x\/postgres cannot be run \(ENOENT\): run "npm install" again, or set DATABASE_URL/],
    ['nobody listening', fail('ECONNREFUSED'), external, /^No PostgreSQL answers at db.example:5433: .* in DATABASE_URL/],
    ['an unknown host', fail('ENOTFOUND'), external, /^The host of db.example:5433 is not known: correct it in DATABASE_URL/],
    ['silence', new Error('timeout expired'), external, /^PostgreSQL at db.example:5433 does not answer in time/],
    ['a connection cut', new Error('Connection terminated unexpectedly'), external, /^No PostgreSQL answers/],
    ['a wrong password', fail('28P01'), external, /refuses the user "admin": correct user and password in DATABASE_URL/],
    ['a missing database', fail('3D000'), external, /^There is no database "city" at db.example:5433: create it/],
    ['a server that starts', fail('57P03'), external, /is starting, stopping or recovering: wait/],
    ['too few rights', fail('42501'), external, /^The user "admin" may not create roles/],
    ['too many connections', fail('53300'), external, /raise its max_connections/],
    ['no SSL', new Error('The server does not support SSL connections'), external, /sslmode=disable in DATABASE_URL/],
    ['an untrusted certificate', fail('SELF_SIGNED_CERT_IN_CHAIN'), external, /sslrootcert in DATABASE_URL/],
    ['anything else', fail('XX000', 'odd\n  thing'), external, /^The hub could not start: odd thing \(XX000\)\.$/],
    ['a thrown string', 'odd', external, /^The hub could not start: odd\.$/],
  ])('is one line for %s', (_name, error, attempt, expected) => {
    const startupError = toStartupError(error, attempt);
    expect(startupError).toBeInstanceOf(StartupError);
    expect(startupError.message).toMatch(expected);
    expect(startupError.message).not.toMatch(/\n|s3cret/);
    expect(startupError.cause).toBe(error);
  });

  it('stays as it is when it is such a line already', () => {
    const error = new StartupError('Known.');
    expect(toStartupError(error, own)).toBe(error);
  });
});

it.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', /is full/],
  ['initdb: error: could not create directory "base": Permission denied', /lacks a right \(.*"base": Permission denied\)/],
  ['FATAL:  could not create lock file "postmaster.pid": Read-only file system', /cannot be written/],
  ['postgres: error while loading shared libraries: libicu.so', /does not run on this system .* set DATABASE_URL/],
])('reads the server: %s', (output, expected) => {
  expect(explainServerOutput(output, '/srv/hub')?.message).toMatch(expected);
});

it('says nothing of words it does not know', () => {
  expect(explainServerOutput('FATAL:  something else', '/srv/hub')).toBeNull();
});
