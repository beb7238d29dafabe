import { Pool } from 'undici';

export interface Load {
  /** Requests without the answer that they should have had. */
  readonly failures: readonly string[];
  readonly answered: () => number;
  /** Answers that said that their connection ends. */
  readonly closedPolitely: () => number;
  readonly done: Promise<unknown>;
}

/** So many clients, each on a connection of its own that it keeps, asking until nobody listens any more. */
export function loadUntilGone(url: string, { clients, body, answer }: { readonly clients: number; readonly body: string; readonly answer: string }): Load {
  const failures: string[] = [];
  let answered = 0;
  let closedPolitely = 0;
  const done = Promise.all(Array.from({ length: clients }, async () => {
    const pool = new Pool(url, { connections: 1, pipelining: 1 });
    for (;;) {
      try {
        const { statusCode, headers, body: received } = await pool.request({ path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' }, body });
        const text = await received.text();
        if (statusCode !== 200 || text !== answer) failures.push(`${statusCode} ${text.slice(0, 300)}`);
        answered += 1;
        if (headers.connection === 'close') closedPolitely += 1;
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        if (code !== 'ECONNREFUSED') failures.push(`${code} ${message}`);
        break;
      }
    }
    await pool.destroy();
  }));
  return { failures, answered: () => answered, closedPolitely: () => closedPolitely, done };
}
