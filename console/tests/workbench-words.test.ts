import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { CHINESE } from '../src/workbench-words.js';

const PACKAGES = ['graphiql', '@graphiql/react', '@graphiql/plugin-history', '@graphiql/plugin-doc-explorer'];
/** Words that GraphiQL puts before a name as it draws. */
const COMPOSED = /^(Show|Hide|Stop|Execute|Go back to) /;

const source = PACKAGES
  .map((name) => dirname(require.resolve(name)))
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

it.each(Object.keys(CHINESE))('GraphiQL still says “%s”', (word) => {
  expect(source.includes(word) || source.includes(word.replace(COMPOSED, ''))).toBe(true);
});

it('no two words become one, so that each finds its way back', () => {
  const chinese = Object.values(CHINESE);
  expect(chinese.filter((word, index) => chinese.indexOf(word) !== index)).toEqual([]);
});
