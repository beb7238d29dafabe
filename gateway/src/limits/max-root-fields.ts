import { Kind } from 'graphql';
import { defineLimit } from './limit.js';
import { measureDocument, sum } from './measure-document.js';

/** Each root field is a question of its own; each of a mutation is a change. */
export const maxRootFields = defineLimit('TOO_MANY_ROOT_FIELDS', 'root fields', (document) =>
  measureDocument(document, { weigh: ({ kind }) => (kind === Kind.FIELD ? 1 : 0), join: sum, isDeep: false }));
