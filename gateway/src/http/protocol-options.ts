import type { Tellable } from '../telling/telling.js';
import { NO_TRUSTED_DOCUMENTS, type TrustedDocuments } from './trusted-documents.js';

/** How clients may speak to the gateway. */
export interface ProtocolOptions {
  readonly trustedDocuments: TrustedDocuments;
  /** The most operations of a body that is a list; 0: a list is refused. */
  readonly maxBatch: number;
  /** What clients may ask to be told of their requests. */
  readonly tells: readonly Tellable[];
}

export const DEFAULT_PROTOCOL: ProtocolOptions = { trustedDocuments: NO_TRUSTED_DOCUMENTS, maxBatch: 0, tells: ['cost', 'timing'] };
