import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS, type ErrorDefinition } from './errors.js';

const toSection = ([code, { status, retryable, text }]: readonly [string, ErrorDefinition]) =>
  `## ${code}\n\n${status} · ${retryable ? 'retryable' : 'not retryable'}. ${text}\n`;

it('docs/errors.md has one section for each code, in order, with its status and meaning', () => {
  const page = readFileSync(join(process.cwd(), 'docs/errors.md'), 'utf8');
  const headings = page.split('\n').filter((line) => line.startsWith('## ')).map((line) => line.slice(3));
  expect(headings).toEqual(Object.keys(ERRORS));
  for (const entry of Object.entries(ERRORS)) expect(page).toContain(toSection(entry));
});
