import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

const url = 'postgresql://sizhu:secret@db:5432/sizhu';

describe('HUB_SAMPLE_CITY', () => {
  it.each([
    ['on with the embedded database', {}, true],
    ['off with a database of the operator’s own', { DATABASE_URL: url }, false],
    ['off when one pillar has a database of its own', { VIDEO_DATABASE_URL: url }, false],
    ['on when it is asked for', { DATABASE_URL: url, HUB_SAMPLE_CITY: 'true' }, true],
    ['off when it is not wanted', { HUB_SAMPLE_CITY: 'false' }, false],
  ])('%s', (_name, env, expected) => {
    expect(readSettings(env).HUB_SAMPLE_CITY).toBe(expected);
  });
});

describe('bad values', () => {
  it.each([
    ['HUB_SAMPLE_CITY', 'yes', 'must be true, to fill an empty database with the sample city, or false'],
    ['HUB_SAMPLE_CITY', '', 'must be true, to fill an empty database with the sample city, or false'],
    ['HUB_ALLOWED_ORIGINS', 'desk.example.org', 'must be origins such as https://desk.example.org, with commas between'],
    ['GATEWAY_TRUSTED_DOCUMENTS', 'yes', 'must be off, allow, only'],
    ['GATEWAY_MAX_BATCH', '1000', 'must be a whole number from 0 to 100'],
    ['VIDEO_STALE_AFTER_HOURS', '0', 'must be a whole number from 1 to 8760'],
    ['VIDEO_STALE_AFTER_HOURS', '1.5', 'must be a whole number from 1 to 8760'],
    ['VIDEO_STALE_AFTER_HOURS', '24h', 'must be a whole number from 1 to 8760'],
  ])('%s=%s is one line that names the variable and the remedy', (name, value, remedy) => {
    expect(() => readSettings({ [name]: value })).toThrow(`Bad configuration: ${name}: ${remedy}`);
  });

  it('believes an online channel for a day unless told otherwise', () => {
    expect(readSettings({}).VIDEO_STALE_AFTER_HOURS).toBe(24);
    expect(readSettings({ VIDEO_STALE_AFTER_HOURS: '6' }).VIDEO_STALE_AFTER_HOURS).toBe(6);
  });

  it('reads origins, of which there are none unless told otherwise', () => {
    expect(readSettings({}).HUB_ALLOWED_ORIGINS).toEqual([]);
    expect(readSettings({ HUB_ALLOWED_ORIGINS: 'https://desk.example.org, http://127.0.0.1:5173' }).HUB_ALLOWED_ORIGINS).toEqual(['https://desk.example.org', 'http://127.0.0.1:5173']);
  });
});
