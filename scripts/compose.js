/**
 * Composes the four published schemas into supergraph.graphql.
 *
 *     node scripts/compose.js           writes it
 *     node scripts/compose.js --check   fails when the committed file is stale
 */
import { composeServices } from '@apollo/composition';
import { PILLARS } from '@sizhu/contract';
import { readTypeDefs } from '@sizhu/kit';
import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../supergraph.graphql', import.meta.url);

const { supergraphSdl, errors } = composeServices(PILLARS.map((name) => ({
  name,
  // Replaced by the transport that the hub or the gateway's settings choose.
  url: `http://${name}.invalid/graphql`,
  typeDefs: readTypeDefs(new URL(`../subgraphs/${name}/schema.graphql`, import.meta.url)),
})));

if (errors) {
  for (const error of errors) console.error(error.toString());
  process.exit(1);
}
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== supergraphSdl) {
    console.error('supergraph.graphql is stale. Run "npm run compose" and commit it.');
    process.exit(1);
  }
} else {
  writeFileSync(target, supergraphSdl);
}
