import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Text that is made now and read later, once. */
export interface Spool {
  add(text: string): Promise<void>;
  length(): number;
  texts(): AsyncGenerator<string>;
  remove(): Promise<void>;
}

/** Up to so much stays in memory; more goes to a file. */
const MEMORY_LENGTH = 8_000_000;

export function createSpool(memoryLength = MEMORY_LENGTH): Spool {
  let held: string[] = [];
  let length = 0;
  let file: { readonly folder: string; readonly path: string; readonly out: WriteStream } | undefined;

  async function write(text: string): Promise<void> {
    if (!file) {
      const folder = await mkdtemp(join(tmpdir(), 'sizhu-import-'));
      const path = join(folder, 'rows');
      file = { folder, path, out: createWriteStream(path) };
    }
    if (!file.out.write(text)) await once(file.out, 'drain');
  }

  return {
    add: async (text) => {
      length += text.length;
      held.push(text);
      if (length <= memoryLength) return;
      const texts = held;
      held = [];
      await write(texts.join(''));
    },
    length: () => length,
    texts: async function* () {
      if (!file) {
        yield* held;
        return;
      }
      file.out.end();
      await once(file.out, 'close');
      yield* createReadStream(file.path, { encoding: 'utf8', highWaterMark: 262_144 }) as AsyncIterable<string>;
    },
    remove: async () => {
      held = [];
      if (!file) return;
      file.out.destroy();
      await rm(file.folder, { recursive: true, force: true });
    },
  };
}
