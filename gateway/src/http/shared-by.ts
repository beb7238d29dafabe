import type { IncomingHttpHeaders } from 'node:http';

/**
 * By whose rights a request is answered, for those who may be answered together with others who have the same; undefined
 * for those who may not. Nobody has rights of their own yet. Whoever shows anything by which they might have some is
 * answered alone: when viewers come, this is where their rights go in.
 */
export const sharedBy = ({ authorization, cookie }: IncomingHttpHeaders): string | undefined =>
  (authorization === undefined && cookie === undefined ? 'anybody' : undefined);
