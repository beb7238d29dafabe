import { Kind } from 'graphql';
import { defineLimit } from './limit.js';
import { measureDocument, sum } from './measure-document.js';

/** An alias lets one field be asked for many times in one document. */
export const maxAliases = defineLimit('TOO_MANY_ALIASES', 'aliases', (document) =>
  measureDocument(document, { weigh: (selection) => (selection.kind === Kind.FIELD && selection.alias ? 1 : 0), join: sum, isDeep: true }));
