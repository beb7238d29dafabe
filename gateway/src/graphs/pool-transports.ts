import type { HttpTransport } from '../transport/http.js';
import type { OpenTransports } from './load-graph.js';

interface Pooled {
  readonly transport: HttpTransport;
  users: number;
}

/** Gives graphs that know a subgraph at the same address the same way to it, with its connections and what its guards remember. */
export function poolTransports(open: (url: string, name: string) => HttpTransport): (urls: Readonly<Record<string, string>>) => OpenTransports {
  const pooled = new Map<string, Pooled>();
  return (urls) => {
    const taken = Object.entries(urls).map(([name, url]) => {
      const key = JSON.stringify([name, url]);
      const one = pooled.get(key) ?? { transport: open(url, name), users: 0 };
      one.users += 1;
      pooled.set(key, one);
      return { name, key, one };
    });
    return {
      transports: Object.fromEntries(taken.map(({ name, one }) => [name, one.transport])),
      close: async () => {
        await Promise.all(taken.map(async ({ key, one }) => {
          one.users -= 1;
          if (one.users > 0) return;
          pooled.delete(key);
          await one.transport.close();
        }));
      },
    };
  };
}
