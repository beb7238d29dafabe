import { checkAreaPath, checkDistinct, checkKey, inputError } from '@sizhu/kit';
import type { RequestViewingTicketInput } from '../__generated__/resolvers.js';
import { MAX_TICKET_CHANNELS, MAX_WINDOW_DAYS } from './transitions.js';

const POST = /^[A-Za-z0-9][A-Za-z0-9:._-]{2,63}$/;
/** The number of a document: it has a digit, and none of the marks that sentences have. */
const DOCUMENT_NUMBER = /^(?=.*[0-9])[\p{L}0-9()（）〔〕[\]【】._/-]{4,64}$/u;
/** Eighteen or fifteen digits are an identity number, eleven a telephone: neither is the number of a case. */
const PERSONAL_NUMBER = /(?<![0-9])([0-9]{17}[0-9Xx]|[0-9]{15}|1[0-9]{10})(?![0-9])/;
const DAY_MS = 86_400_000;

/** A post or an account, such as 210203-VIDEO-DESK. In ASCII: there is no room for a name. */
export function checkPost(post: string, field: string): void {
  if (!POST.test(post)) throw inputError(field, `${JSON.stringify(post)} is no post or account: 3 to 64 letters, digits and :._- of ASCII. Never a person's name.`);
}

export function checkDocumentNumber(number: string, field: string): void {
  if (!DOCUMENT_NUMBER.test(number) || PERSONAL_NUMBER.test(number)) {
    throw inputError(field, 'is no number of a document: 4 to 64 letters, digits and brackets, with a digit, and no identity or telephone number.');
  }
}

export function checkTicket(input: RequestViewingTicketInput, now: Date): void {
  checkAreaPath('areaPath', input.areaPath);
  checkKey('requestingOrganizationId', input.requestingOrganizationId);
  checkKey('ownerOrganizationId', input.ownerOrganizationId);
  checkPost(input.requestedByPost, 'requestedByPost');
  if (input.caseReference != null) checkDocumentNumber(input.caseReference, 'caseReference');
  if (input.purpose === 'CASE_INVESTIGATION' && input.caseReference == null) throw inputError('caseReference', 'is needed for a case: send the number of its file.');
  if (input.operatorCount < 2 || input.operatorCount > 20) throw inputError('operatorCount', `${input.operatorCount} is outside 2 to 20: nobody views alone.`);
  const { channelIds, windowFrom, windowTo } = input;
  checkDistinct('channelIds', channelIds, [1, MAX_TICKET_CHANNELS]);
  if (windowTo <= windowFrom) throw inputError('windowTo', 'must be after windowFrom.');
  if (windowTo <= now) throw inputError('windowTo', 'has passed already.');
  if (windowTo.getTime() - windowFrom.getTime() > MAX_WINDOW_DAYS * DAY_MS) throw inputError('windowTo', `is more than ${MAX_WINDOW_DAYS} days after windowFrom.`);
}
