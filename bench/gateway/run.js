/**
 * Our gateway against others: npm run bench:gateway -- [--seconds 3] [--rounds 3] [--clients 16,64] [--no-hive]
 *
 * All run the whole time, as processes of their own over the same four subgraphs, and are asked in turn within one
 * run, so that the ratios mean the same on any machine.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { OPERATIONS, SCHEMAS } from './city.js';
import { checkEqual, load } from './load.js';
import { measureCold, measureWarm, printRows } from './measure.js';
import { installHive, start, stopAll } from './processes.js';

const { values } = parseArgs({ allowNegative: true, options: {
  seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' }, clients: { type: 'string', default: '16,64' }, hive: { type: 'boolean', default: true },
} });
const ms = Number(values.seconds) * 1_000;
const rounds = Number(values.rounds);
const clientCounts = values.clients.split(',').map(Number);
if (!(ms >= 200 && ms <= 60_000) || !(rounds >= 1 && rounds <= 50)) throw new RangeError('--seconds is 0.2 to 60 and --rounds 1 to 50.');
if (!clientCounts.every((clients) => clients >= 1 && clients <= 1_000)) throw new RangeError('--clients are numbers from 1 to 1000.');

const { supergraphSdl, errors } = composeServices(Object.entries(SCHEMAS).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })));
if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join('\n'));
const at = (urls) => Object.entries(urls).reduce((text, [name, url]) => text.replace(`"http://${name}"`, JSON.stringify(url)), supergraphSdl);
const print = (text) => process.stdout.write(`${text}\n`);

if (values.hive) installHive();
try {
  const [subgraphs, executing] = [await start('subgraphs.js'), await start('subgraphs.js', '--execute')];
  const sdl = at(subgraphs.url);
  const gateways = {
    stock: await start('stock.js', sdl),
    ...(values.hive && { 'hive, js': await start('hive/serve.js', sdl, 'js'), 'hive, rust': await start('hive/serve.js', sdl, 'rust') }),
    ours: await start('ours.js', sdl, JSON.stringify(subgraphs.url)),
    'in process': await start('ours-in-process.js', sdl),
  };
  const system = { 'over HTTP': await start('ours.js', at(executing.url), JSON.stringify(executing.url)), 'in process': gateways['in process'] };
  print(`${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} × ${cpus()[0].model} · ${rounds} rounds of ${values.seconds} s each`);
  print('The load generator and the subgraphs run on the same cores.\n');

  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const bytes = await checkEqual([...Object.values(gateways), system['over HTTP']].map(({ url }) => url), operation);
    print(`${name}: equal answers of ${(bytes / 1_000).toFixed(1)} kB`);
    print(`  cold, one client: ${await measureCold(operation, { gateways, rounds, salt: name.replace('-', '_') })}`);
    for (const { url } of [...Object.values(gateways), system['over HTTP']]) await load(url, operation, { clients: 16, ms: 2 * ms });
    for (const clients of clientCounts) {
      print(`  ${clients} clients`);
      printRows(await measureWarm(operation, { gateways, subgraphs, clients, rounds, ms }), print);
    }
    print(`  16 clients that all ask for the same`);
    printRows(await measureWarm(operation, { gateways: { stock: gateways.stock, ours: gateways.ours }, subgraphs, clients: 16, rounds, ms, alike: true }), print);
    print('  16 clients, subgraphs that execute: CPU of the gateway and the subgraphs together');
    printRows(await measureWarm(operation, { gateways: system, subgraphs: executing, clients: 16, rounds, ms, withSubgraphs: true }), print);
    print('');
  }
} finally {
  stopAll();
}
