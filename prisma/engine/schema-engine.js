#!/usr/bin/env node
/**
 * A Prisma schema engine without a native binary.
 *
 * The Prisma CLI starts an engine as a child process and speaks JSON-RPC with it, one message a
 * line. The native engine would have to be downloaded; this script answers the same calls with
 * Prisma's WebAssembly build of it, which reaches PostgreSQL through `@prisma/adapter-pg`.
 *
 * See docs/decisions/0002-prisma-offline-engine.md
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import { canConnect, createAdapterFactory, createDatabase } from './postgres.js';

/** Calls whose name differs between the two engines. */
const METHODS = { getDatabaseVersion: 'version' };

/** These two find no shadow database by themselves, only a replay of the migrations that is there already. */
const REPLAYED_FIRST = new Set(['evaluateDataLoss', 'createMigration']);

const { values: flags, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    version: { type: 'boolean' },
    datasource: { type: 'string' },
    datamodels: { type: 'string', multiple: true },
  },
});
const datasource = JSON.parse(flags.datasource ?? '{}');
let lastPanic;

if (flags.version) {
  await loadWasm();
  console.log(`schema-engine-wasm ${wasm.version()}`);
} else if (positionals[0] === 'cli') {
  await answerOnce(positionals[1]);
} else {
  await serve();
}

/** `cli can-connect-to-database` and `cli create-database`: an exit code, and a refusal on stderr. */
async function answerOnce(command) {
  try {
    await (command === 'create-database' ? createDatabase : canConnect)(datasource.url);
  } catch (error) {
    // The CLI drops the first line, where the native engine logs its start, and reads the second.
    const fields = { message: error.message, error_code: error.code };
    log('');
    log(JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields }));
    process.exitCode = 1;
  }
}

/**
 * Answers calls in the order they come, until the CLI closes the pipe.
 *
 * It must outlive every fault: when its engine dies, the CLI waits for an exit it has already
 * missed, runs out of work and ends with code 0, which would read as "no drift" or "migrated".
 */
async function serve() {
  const panic = new Promise((_, reject) => process.on('uncaughtException', reject));
  panic.catch(() => {}); // Not a fault while no call is waiting for it.
  await loadWasm();
  for await (const line of createInterface({ input: process.stdin })) {
    const call = JSON.parse(line);
    if (call.method) await answer(call, panic); // Else it is the CLI's receipt for a `print`.
  }
}

/** With an engine of its own, closed before the answer: the CLI kills this process once it has its last one. */
async function answer({ id, method, params }, panic) {
  const database = createAdapterFactory(datasource);
  const factory = bindMigrationAwareSqlAdapterFactory(database);
  const datamodels = flags.datamodels?.map((path) => [path, readFileSync(path, 'utf8')]);
  try {
    const engine = await wasm.SchemaEngine.new({ datamodels }, log, factory);
    const result = await Promise.race([dispatch(engine, method, params), panic]);
    await database.close();
    // The native engine has the CLI print a diff, and returns only its exit code.
    if (method === 'diff' && result.stdout) send({ id, method: 'print', params: { content: result.stdout } });
    send({ id, result: result ?? null });
  } catch (error) {
    await database.close().catch(() => {}); // The first fault is the one to tell.
    send({ id, error: { code: 4466, message: 'An error happened.', data: toErrorData(error, factory) } });
  }
}

async function dispatch(engine, method, params) {
  if (REPLAYED_FIRST.has(method)) await engine.devDiagnostic(params);
  return engine[METHODS[method] ?? method](params);
}

/** By hand, because the package's own entry needs a runtime that can `import` a .wasm file. */
async function loadWasm() {
  const glue = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(new URL('schema_engine_bg.wasm', glue));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': wasm });
  wasm.__wbg_set_wasm(instance.exports);
  // Where the engine leaves the reason of a panic, just before it traps with "unreachable".
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => { lastPanic = message; } };
  instance.exports.__wbindgen_start();
}

/** A fault of the adapter crosses the engine as a number; the registry holds what was thrown. */
function toErrorData({ message, code }, { errorRegistry }) {
  const [, faultId] = /External error id#(\d+)/.exec(message) ?? [];
  const fault = faultId && errorRegistry.consumeError(Number(faultId))?.error;
  // Not marked as a panic: the CLI would then offer to send a report to its makers.
  return { is_panic: false, message: lastPanic ?? fault?.message ?? message, error_code: code ?? null };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

function log(line) {
  process.stderr.write(`${line}\n`);
}
