import { defineLimit } from './limit.js';
import { measureDocument, sum } from './measure-document.js';

/** Directives cost work before anything is known of the field that they stand at. */
export const maxDirectives = defineLimit('TOO_MANY_DIRECTIVES', 'directives', (document) =>
  measureDocument(document, { weigh: ({ directives }) => directives?.length ?? 0, join: sum, isDeep: true }));
