const source = (folder) => `<rootDir>/${folder}/$1/src/index.ts`;

/** Tests run on the sources: swc compiles each file to CommonJS on the way in. */
export default {
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.hub/'],
  modulePathIgnorePatterns: ['/dist/', '/.hub/'],
  extensionsToTreatAsEsm: [],
  transform: {
    '\\.(ts|mts|js|mjs)$': ['@swc/jest', {
      jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@sizhu|kysely|jose|content-disposition|eventsource-parser)/)'],
  moduleNameMapper: {
    '^@sizhu/(contract|kit|testkit)$': source('packages'),
    '^@sizhu/(centers|informatization|grid|video)$': source('subgraphs'),
    '^@sizhu/gateway$': '<rootDir>/gateway/src/index.ts',
    '^@sizhu/hub$': '<rootDir>/hub/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@prisma/client/runtime/(.*)\\.mjs$': '@prisma/client/runtime/$1.js',
  },
};
