import { ENDPOINT, type GraphAnswer, type GraphRequest } from './graph.js';

/** The hub writes each event as one line of data, and an empty line after it. */
const EVENT_END = '\n\n';
const DATA = /^data: (.+)$/m;

/** The answers of a subscription as they come, over server-sent events: they take the headers in which tokens stand. */
export function followGraph(request: GraphRequest, headers: Readonly<Record<string, string>> = {}): AsyncIterableIterator<GraphAnswer> {
  const leaving = new AbortController();
  const answers = readAnswers(request, headers, leaving.signal);
  return {
    next: () => answers.next(),
    // Whoever stops does not wait for the event that would come next.
    return: () => {
      leaving.abort();
      return answers.return(undefined);
    },
    [Symbol.asyncIterator]() { return this; },
  };
}

async function* readAnswers(request: GraphRequest, headers: Readonly<Record<string, string>>, signal: AbortSignal): AsyncGenerator<GraphAnswer, undefined> {
  try {
    const response = await fetch(ENDPOINT, {
      method: 'POST', signal, headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...headers }, body: JSON.stringify(request),
    });
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      yield await response.json() as GraphAnswer;
      return;
    }
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (text + value).split(EVENT_END);
      text = events.pop()!;
      for (const event of events) {
        const data = DATA.exec(event)?.[1];
        if (data !== undefined) yield JSON.parse(data) as GraphAnswer;
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
