import { Kind } from 'graphql';
import { defineLimit } from './limit.js';
import { measureDocument } from './measure-document.js';

/** No field may lie more than `most` fields below its root, itself included. */
export const maxDepth = defineLimit('DOCUMENT_TOO_DEEP', 'fields below each other', (document) =>
  measureDocument(document, { weigh: ({ kind }) => (kind === Kind.FIELD ? 1 : 0), join: Math.max, isDeep: true }));
