import { runWorker } from '@sizhu/kit';
import type { StandaloneSettings } from './read-settings.js';
import { startGateway } from './start-gateway.js';

/** One of several processes of the gateway. */
await runWorker<StandaloneSettings>(async (settings) => {
  const gateway = await startGateway(settings);
  return { said: gateway.url, stop: gateway.stop };
});
