import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { EVENT_TRANSITIONS } from '../../subgraphs/grid/src/events/transitions.js';

const ROOT = join(__dirname, '../..');

it('docs/lifecycles.md is drawn from the tables as they are', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/draw-lifecycles.js'), '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('docs/lifecycles.md shows every legal change of an event', () => {
  const text = readFileSync(join(ROOT, 'docs/lifecycles.md'), 'utf8');
  const missing = EVENT_TRANSITIONS.flatMap(({ action, when, from, to }) => {
    const label = when ? `${action} (${when})` : action;
    return to ? from.map((state) => `${state} --> ${to}: ${label}`) : [`- ${label}: ${from.join(', ')}`];
  }).filter((line) => !text.includes(line));
  expect(missing).toEqual([]);
});

/** Files that hold no table, only its type. */
const TYPES = ['subgraphs/centers/src/transitions.ts', 'subgraphs/grid/src/transitions.ts'];

it('docs/lifecycles.md draws every table of transitions that there is', () => {
  const text = readFileSync(join(ROOT, 'docs/lifecycles.md'), 'utf8');
  const tables = globSync('subgraphs/*/src/**/*transitions.ts', { cwd: ROOT }).filter((file) => !TYPES.includes(file));
  expect(tables.length).toBeGreaterThan(12);
  expect(tables.filter((file) => !text.includes(`From \`${file}\``))).toEqual([]);
});
