import type { DocumentNode } from 'graphql';
import { defineLimit } from './limit.js';
import { measureDocument, sum } from './measure-document.js';

/** Of the largest operation, with fragments unfolded. */
export const countSelections = (document: DocumentNode): number => measureDocument(document, { weigh: () => 1, join: sum, isDeep: true });

/** A kilobyte of fragments that spread each other twice unfolds to billions of selections. */
export const maxSelections = defineLimit('TOO_MANY_SELECTIONS', 'selections, with fragments unfolded', countSelections);
