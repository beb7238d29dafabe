import { createHash, createHmac, pbkdf2 as pbkdf2Callback, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const pbkdf2 = promisify(pbkdf2Callback);
const iterations = 4_096;

/**
 * What PostgreSQL stores of a password, computed here: a server that logs its statements would
 * otherwise write the password into its log. The password must be ASCII.
 *
 * See https://www.rfc-editor.org/rfc/rfc5802#section-3 and
 * https://www.postgresql.org/docs/18/catalog-pg-authid.html
 */
export async function toScramVerifier(password: string, salt = randomBytes(16)): Promise<string> {
  const salted = await pbkdf2(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}
