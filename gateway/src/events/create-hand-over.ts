/** Many give, one takes: whoever gives waits until its item has been taken and the next is asked for. */
export interface HandOver<Item> {
  /** Resolves when the item has been taken; false when nobody takes any more. */
  give(item: Item): Promise<boolean>;
  /** All that is given, in order, until the end. To be read once. */
  readonly items: AsyncGenerator<Item, void>;
  /** Nothing more is taken; what waits is let go. */
  end(): void;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly settle: (taken: boolean) => void;
}

export function createHandOver<Item>(): HandOver<Item> {
  const waiting: Waiting<Item>[] = [];
  let hasEnded = false;
  let wake = () => {};

  async function* take(): AsyncGenerator<Item, void> {
    while (!hasEnded) {
      const next = waiting.shift();
      if (!next) {
        await new Promise<void>((resolve) => { wake = resolve; });
        continue;
      }
      try {
        yield next.item;
      } finally {
        next.settle(!hasEnded);
      }
    }
  }

  return {
    give: (item) => new Promise((resolve) => {
      if (hasEnded) {
        resolve(false);
        return;
      }
      waiting.push({ item, settle: resolve });
      wake();
    }),
    items: take(),
    end: () => {
      hasEnded = true;
      wake();
      for (const { settle } of waiting.splice(0)) settle(false);
    },
  };
}
