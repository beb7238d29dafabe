import { existsSync } from 'node:fs';
import { afterEach, expect, it } from '@jest/globals';
import { definePillar } from './pillar-config.js';

const outside = process.env.PRISMA_SCHEMA_ENGINE_BINARY;

afterEach(() => {
  delete process.env.GRID_DATABASE_URL;
  delete process.env.GRID_SHADOW_DATABASE_URL;
  delete process.env.PRISMA_SCHEMA_ENGINE_BINARY;
  if (outside) process.env.PRISMA_SCHEMA_ENGINE_BINARY = outside;
});

it.each([
  ['no URL', undefined, ''],
  ['a plain URL', 'postgresql://a@b:5432/city', 'postgresql://a@b:5432/city?schema=grid'],
  ['a URL with parameters', 'postgresql://a@b/city?sslmode=require', 'postgresql://a@b/city?sslmode=require&schema=grid'],
  ['a URL that names a schema', 'postgresql://a@b/city?schema=other', 'postgresql://a@b/city?schema=other'],
])('puts the pillar into its own schema: %s', (_name, given, expected) => {
  if (given) process.env.GRID_DATABASE_URL = process.env.GRID_SHADOW_DATABASE_URL = given;

  expect(definePillar('grid').datasource).toEqual({ url: expected, shadowDatabaseUrl: expected });
});

it('brings our engine, unless one is chosen from outside', () => {
  delete process.env.PRISMA_SCHEMA_ENGINE_BINARY;
  definePillar('grid');
  expect(existsSync(process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? '')).toBe(true);

  process.env.PRISMA_SCHEMA_ENGINE_BINARY = '/opt/other-engine';
  definePillar('grid');
  expect(process.env.PRISMA_SCHEMA_ENGINE_BINARY).toBe('/opt/other-engine');
});
