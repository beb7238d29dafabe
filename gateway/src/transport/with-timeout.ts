import { createCancellation } from './cancellation.js';
import { TransportError } from './transport-error.js';
import type { Transport } from './transport.js';

/**
 * Bounds one call to `timeoutMs`, also where the inner transport does not heed the signal. A caller that gives up is
 * not a timeout: its reason is handed on.
 */
export const withTimeout = (inner: Transport, timeoutMs: number): Transport => ({
  ...inner,
  send: (call) => new Promise((resolve, reject) => {
    const limit = createCancellation();
    const giveUp = (reason: Error) => {
      end();
      reject(reason);
      limit.abort(reason);
    };
    const onAbort = () => { giveUp(call.signal?.reason as Error); };
    const timer = setTimeout(() => { giveUp(new TransportError('SUBGRAPH_TIMEOUT', `The pillar took more than ${timeoutMs} ms.`)); }, timeoutMs);
    const end = () => {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', onAbort);
    };
    if (call.signal?.aborted) {
      onAbort();
      return;
    }
    call.signal?.addEventListener('abort', onAbort, { once: true });
    const deadlineAt = Math.min(call.deadlineAt ?? Infinity, performance.now() + timeoutMs);
    inner.send({ ...call, signal: limit, deadlineAt }).then(
      (answer) => {
        end();
        resolve(answer);
      },
      (error: Error) => {
        end();
        reject(error);
      },
    );
  }),
});
