import { wholeNumber } from '@sizhu/kit';
import { z } from 'zod';
import type { ProtocolOptions } from './http/protocol-options.js';
import { NO_TRUSTED_DOCUMENTS, readManifests, trustDocuments, TRUST_MODES } from './http/trusted-documents.js';
import { TELLABLE, type Tellable } from './telling/telling.js';

const toWords = (text: string): readonly Tellable[] => text.split(',').filter((word) => word !== '') as Tellable[];

/** How the gateway is spoken to: the same variables in the hub and in a gateway by itself. See docs/protocol.md. */
export const PROTOCOL_SETTINGS = {
  GATEWAY_TRUSTED_DOCUMENTS: z.enum(TRUST_MODES, { error: `must be ${TRUST_MODES.join(', ')}` }).default('off'),
  GATEWAY_TRUSTED_DOCUMENTS_FOLDER: z.string().min(1, { error: 'must name a folder of <client>.json' }).optional(),
  GATEWAY_MAX_BATCH: wholeNumber({ fallback: 0, least: 0, most: 100 }),
  GATEWAY_TELLS: z.string().default('cost,timing').refine((text) => toWords(text).every((word) => TELLABLE.includes(word)), {
    error: `must be some of ${TELLABLE.join(', ')}, separated by commas`,
  }).transform(toWords),
};

export type ProtocolSettings = z.output<z.ZodObject<typeof PROTOCOL_SETTINGS>>;

/** Of all settings, those that say how the gateway is spoken to. */
export const pickProtocol = ({ GATEWAY_TRUSTED_DOCUMENTS, GATEWAY_TRUSTED_DOCUMENTS_FOLDER, GATEWAY_MAX_BATCH, GATEWAY_TELLS }: ProtocolSettings): ProtocolSettings =>
  ({ GATEWAY_TRUSTED_DOCUMENTS, GATEWAY_TRUSTED_DOCUMENTS_FOLDER, GATEWAY_MAX_BATCH, GATEWAY_TELLS });

/** @throws one line where a manifest cannot be read. */
export function toProtocolOptions(settings: ProtocolSettings): ProtocolOptions {
  const { GATEWAY_TRUSTED_DOCUMENTS: mode, GATEWAY_TRUSTED_DOCUMENTS_FOLDER: folder } = settings;
  if (mode !== 'off' && folder === undefined) throw new Error('Bad configuration: GATEWAY_TRUSTED_DOCUMENTS_FOLDER: must name a folder of <client>.json');
  return {
    trustedDocuments: mode === 'off' || folder === undefined ? NO_TRUSTED_DOCUMENTS : trustDocuments(mode, readManifests(folder)),
    maxBatch: settings.GATEWAY_MAX_BATCH,
    tells: settings.GATEWAY_TELLS,
  };
}
