import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** A supergraph of one subgraph at `url`, whose query has `hello` and what is added. */
export function composeSmall(url: string, more = ''): string {
  const { supergraphSdl, errors } = composeServices([{ name: 'words', url, typeDefs: parse(`type Query { hello: String ${more} }`) }]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join());
  return supergraphSdl;
}
