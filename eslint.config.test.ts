import { describe, expect, it, jest } from '@jest/globals';
import { ESLint, type Linter } from 'eslint';
import config from './eslint.config.js';

jest.setTimeout(120_000);

const DIRECTIONS = 'import-x/no-restricted-paths';
const eslint = new ESLint({
  overrideConfigFile: true,
  // The text below is on no disk, so that the rules that ask for its types have nothing to ask.
  overrideConfig: [...config, { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null } } }],
  ruleFilter: ({ ruleId }) => [DIRECTIONS, 'no-restricted-imports'].includes(ruleId),
});

async function findFaults(filePath: string, specifier: string): Promise<readonly Linter.LintMessage[]> {
  const [result] = await eslint.lintText(`import * as found from '${specifier}';\nexport default found;\n`, { filePath });
  return result?.messages ?? [];
}

describe('import directions', () => {
  it.each([
    ['packages/contract/src/index.ts', '@sizhu/kit'],
    ['packages/kit/src/index.ts', '@sizhu/centers'],
    ['packages/kit/src/index.ts', '@sizhu/gateway'],
    ['packages/kit/src/index.ts', '@sizhu/testkit'],
    ['subgraphs/centers/src/index.ts', '@sizhu/grid'],
    ['subgraphs/centers/src/index.ts', '../../grid/src/index.js'],
    ['subgraphs/video/src/index.ts', '@sizhu/gateway'],
    ['subgraphs/video/src/index.ts', '@sizhu/hub'],
    ['gateway/src/index.ts', '@sizhu/informatization'],
    ['gateway/src/index.ts', '../../subgraphs/video/src/index.js'],
    ['gateway/src/index.ts', '@sizhu/hub'],
    ['hub/src/index.ts', '@sizhu/testkit'],
  ])('%s may not import %s', async (filePath, specifier) => {
    expect(await findFaults(filePath, specifier)).toMatchObject([{ ruleId: DIRECTIONS }]);
  });

  it.each([
    ['packages/kit/src/index.ts', '@sizhu/contract'],
    ['subgraphs/centers/src/index.ts', '@sizhu/kit'],
    ['gateway/src/index.ts', '@sizhu/contract'],
    ['hub/src/index.ts', '@sizhu/gateway'],
    ['hub/src/index.ts', '@sizhu/video'],
  ])('%s may import %s', async (filePath, specifier) => {
    expect(await findFaults(filePath, specifier)).toEqual([]);
  });
});

describe('who knows what', () => {
  it.each([
    ['subgraphs/grid/src/resolvers/query.ts', 'kysely'],
    ['subgraphs/grid/src/loaders.ts', 'pg'],
    ['gateway/src/http/page.ts', '@apollo/gateway'],
  ])('%s may not import %s', async (filePath, specifier) => {
    expect(await findFaults(filePath, specifier)).toMatchObject([{ ruleId: 'no-restricted-imports' }]);
  });

  it.each([
    ['subgraphs/grid/src/store/grids.ts', 'kysely'],
    ['gateway/src/planning/load-planner.ts', '@apollo/gateway'],
  ])('%s may import %s', async (filePath, specifier) => {
    expect(await findFaults(filePath, specifier)).toEqual([]);
  });
});
