/** The four small pillars of the gateway's benchmark, each of which fails as it is told. */
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { RESOLVERS, SCHEMAS } from '../gateway/city.js';

const modes = Object.fromEntries(Object.keys(SCHEMAS).map((name) => [name, 'well']));

/** What becomes of a request instead of its answer; undefined where it is answered after all. */
const FAILURES = {
  well: undefined,
  resets: (request) => request.socket.destroy(),
  'says nothing': () => {},
  'answers 500': (_request, response) => response.writeHead(500).end('no'),
  'answers 503': (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end(),
  'breaks off': (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"data":{');
    setImmediate(() => request.socket.destroy());
  },
  'sends nonsense': (_request, response) => response.writeHead(200).end('<html>'),
  'fails every other time': (request) => (Math.random() < 0.5 ? request.socket.destroy() : 'well'),
};

async function serve(name) {
  const schema = buildSubgraphSchema({ typeDefs: parse(SCHEMAS[name]), resolvers: RESOLVERS[name] });
  const answers = new Map();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('error', () => {});
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const fail = FAILURES[modes[name]];
      if (fail && fail(request, response) !== 'well') return;
      const body = Buffer.concat(chunks).toString();
      let answer = answers.get(body);
      if (!answer) {
        const { query, variables } = JSON.parse(body);
        answer = Buffer.from(JSON.stringify(await execute({ schema, document: parse(query), variableValues: variables })));
        if (answers.size < 10_000) answers.set(body, answer);
      }
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return [name, `http://127.0.0.1:${server.address().port}/graphql`];
}

const urls = Object.fromEntries(await Promise.all(Object.keys(SCHEMAS).map(serve)));
process.on('message', (changes) => Object.assign(modes, changes));
process.send({ urls, failures: Object.keys(FAILURES).filter((mode) => mode !== 'well') });
