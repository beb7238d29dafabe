import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { parse } from 'graphql';

const { resolve } = createRequire(import.meta.url);
const root = import.meta.dirname;
const dist = join(root, 'dist');
const operations = join(root, '../clients/operations');

const common = {
  absWorkingDir: root,
  outdir: join(dist, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** `sizhu:catalogue` is the catalogue with the text and the name of each operation put in. */
const catalogue = {
  name: 'catalogue',
  setup(context) {
    context.onResolve({ filter: /^sizhu:catalogue$/ }, ({ path }) => ({ path, namespace: 'sizhu' }));
    context.onLoad({ filter: /^sizhu:catalogue$/, namespace: 'sizhu' }, async () => ({
      contents: JSON.stringify(await readCatalogue()),
      loader: 'json',
    }));
  },
};

async function readCatalogue() {
  const entries = JSON.parse(await readFile(join(operations, 'catalog.json'), 'utf8'));
  return Promise.all(entries.map(async ({ operation, ...entry }) => {
    if (operation === null) return { ...entry, operation: null };
    const text = await readFile(join(operations, operation), 'utf8');
    return { ...entry, operation: { name: parse(text).definitions[0].name.value, text } };
  }));
}

/**
 * GraphiQL's one style sheet already holds the editor's styles, and two fonts as data URLs.
 * The fonts go (the page has its own stack) and the icon font becomes a file, so that
 * the page needs no `font-src data:`.
 */
const editorStyles = {
  name: 'editor-styles',
  setup(context) {
    context.onLoad({ filter: /monaco-editor[\\/].*\.css$/ }, () => ({ contents: '', loader: 'empty' }));
    context.onLoad({ filter: /graphiql[\\/]dist[\\/]style\.css$/ }, async ({ path }) => {
      const icons = resolve('monaco-editor/esm/vs/base/browser/ui/codicons/codicon/codicon.ttf');
      const css = (await readFile(path, 'utf8')).replaceAll(/@font-face\s*\{[^}]*\}/g, '');
      return {
        contents: `${css}\n@font-face{font-family:codicon;font-display:block;src:url(${JSON.stringify(icons)})}`,
        loader: 'css',
      };
    });
  },
};

/** Built first, each into one file: their hashed names are compiled into the page. */
async function buildWorkers() {
  const { metafile } = await build({
    ...common,
    format: 'iife',
    entryPoints: {
      'editor-worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json-worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql-worker': 'monaco-graphql/esm/graphql.worker.js',
    },
  });
  return {
    editor: findOutput(metafile, /^editor-worker-.*\.js$/),
    json: findOutput(metafile, /^json-worker-.*\.js$/),
    graphql: findOutput(metafile, /^graphql-worker-.*\.js$/),
  };
}

async function buildPage(workers) {
  const { metafile } = await build({
    ...common,
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    loader: { '.ttf': 'file', '.svg': 'copy', '.graphql': 'text' },
    define: { ...common.define, WORKERS: JSON.stringify(workers) },
    plugins: [catalogue, editorStyles],
    entryPoints: { main: 'src/main.tsx', workbench: 'src/workbench.css', icon: 'src/icon.svg' },
  });
  return {
    main: findOutput(metafile, /^main-.*\.js$/),
    styles: findOutput(metafile, /^main-.*\.css$/),
    workbench: findOutput(metafile, /^workbench-.*\.css$/),
    icon: findOutput(metafile, /^icon-.*\.svg$/),
  };
}

function findOutput({ outputs }, pattern) {
  const found = Object.keys(outputs).map((path) => basename(path)).find((name) => pattern.test(name));
  if (!found) throw new Error(`Expected an output like ${pattern}, got none`);
  return found;
}

/** Under it, the headers weigh more than what compression saves. */
const WORTH_BYTES = 1_024;
/** The last two steps of brotli take eight times as long and save another tenth. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Leaves a .br and a .gz beside each file, for a server that compresses nothing while it serves. */
async function compress(folder) {
  const names = await readdir(folder);
  await Promise.all(names.map(async (name) => {
    const path = join(folder, name);
    const content = await readFile(path);
    if (content.length < WORTH_BYTES) return;
    await Promise.all([
      promisify(brotliCompress)(content, BROTLI).then((bytes) => writeFile(`${path}.br`, bytes)),
      promisify(gzip)(content, { level: 9 }).then((bytes) => writeFile(`${path}.gz`, bytes)),
    ]);
  }));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const files = await buildPage(await buildWorkers());
const html = await readFile(join(root, 'src/index.html'), 'utf8');
await writeFile(join(dist, 'index.html'), html.replaceAll(/\{\{(\w+)\}\}/g, (_, key) => `assets/${files[key]}`));
await compress(common.outdir);
