/** The subgraphs' own work, as our pillars do it: graphql-js over documents that are parsed once. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { RESOLVERS, SCHEMAS } from './city.js';

export const createExecutors = () => Object.fromEntries(Object.keys(SCHEMAS).map((name) => {
  const schema = buildSubgraphSchema({ typeDefs: parse(SCHEMAS[name]), resolvers: RESOLVERS[name] });
  const documents = new Map();
  return [name, (query, variableValues) => {
    let document = documents.get(query);
    if (!document) {
      document = parse(query);
      documents.set(query, document);
    }
    return execute({ schema, document, variableValues });
  }];
}));
