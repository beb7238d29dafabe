/**
 * The four subgraphs on four ports, in one process. What was asked before is answered from memory, so that they are
 * fast; with `--execute`, everything is executed, as where their own work is to be measured too.
 */
import { createServer } from 'node:http';
import { createExecutors } from './execute-subgraph.js';
import { reportUsage } from './report-usage.js';

const isRemembering = !process.argv.includes('--execute');
let calls = 0;

async function serve([name, execute]) {
  const answers = new Map();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      calls += 1;
      const body = Buffer.concat(chunks).toString();
      let answer = answers.get(body);
      if (!answer) {
        const { query, variables } = JSON.parse(body);
        answer = Buffer.from(JSON.stringify(await execute(query, variables)));
        if (isRemembering) answers.set(body, answer);
      }
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return [name, `http://127.0.0.1:${server.address().port}/graphql`];
}

const urls = Object.fromEntries(await Promise.all(Object.entries(createExecutors()).map(serve)));
reportUsage(urls, () => ({ calls }));
