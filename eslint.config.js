/** What the compiler does not see: import directions, floating promises, forgotten awaits. */
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = import.meta.dirname;
const PILLARS = ['centers', 'informatization', 'grid', 'video'].map((pillar) => `subgraphs/${pillar}`);
const PRODUCT = ['packages/contract', 'packages/kit', 'gateway', ...PILLARS, 'hub'];

/** Who may import whom: `contract ← kit ← gateway | subgraphs/* ← hub`; testkit only from tests. */
const MAY_IMPORT = {
  'packages/contract': [],
  'packages/kit': ['packages/contract'],
  gateway: ['packages/contract', 'packages/kit'],
  ...Object.fromEntries(PILLARS.map((pillar) => [pillar, ['packages/contract', 'packages/kit']])),
  hub: PRODUCT,
};

const zones = Object.entries(MAY_IMPORT).flatMap(([target, allowed]) =>
  [...PRODUCT, 'packages/testkit', 'console']
    .filter((from) => from !== target && !allowed.includes(from))
    .map((from) => ({ target: `./${target}`, from: `./${from}`, message: `${target} may import ${allowed.join(', ') || 'nothing of ours'}.` })));

const only = (names, message) => ({ paths: names.map((name) => ({ name, message })) });

export default defineConfig(
  globalIgnores(['**/dist/', '**/__generated__/', '**/node_modules/', '.hub/', 'coverage/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['tsconfig.check.json', 'console/tsconfig.json'], tsconfigRootDir: root },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: [`${root}/tsconfig.check.json`] })],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      // Stores and servers are closures here: nothing has a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-unresolved': ['error', { ignore: ['^sizhu:'] }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-params': ['error', 4],
    },
  },
  {
    // Answers of a GraphQL server and rows of a database have no type before they are looked at.
    files: ['**/*.test.ts', '**/tests/**', 'packages/testkit/**'],
    rules: Object.fromEntries(['explicit-any', ...['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => `unsafe-${use}`)]
      .map((rule) => [`@typescript-eslint/no-${rule}`, 'off'])),
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.test.ts', '**/tests/**'],
    rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones }] },
  },
  {
    files: ['subgraphs/*/src/**/*.ts'],
    ignores: ['subgraphs/*/src/store/**', 'subgraphs/*/src/subgraph.ts', '**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', only(['kysely', 'pg', '@prisma/client', '@prisma/adapter-pg'], 'Only src/store asks the database.')] },
  },
  {
    files: ['gateway/src/**/*.ts'],
    ignores: ['gateway/src/planning/**'],
    rules: { 'no-restricted-imports': ['error', only(['@apollo/gateway', '@apollo/query-planner', '@apollo/federation-internals'], 'Only gateway/src/planning knows Apollo’s planner.')] },
  },
);
