import type { Language } from './texts.js';

/** GraphiQL speaks English only and takes no words from outside: these are the ones it shows. */
export const CHINESE: Readonly<Record<string, string>> = {
  Variables: '变量',
  Headers: '请求头',
  'Show Documentation Explorer': '打开文档',
  'Hide Documentation Explorer': '收起文档',
  'Documentation Explorer': '文档',
  'Show History': '打开历史',
  'Hide History': '收起历史',
  History: '历史',
  Clear: '清空',
  'Re-fetch GraphQL schema': '重新读取结构',
  'Open short keys dialog': '快捷键一览',
  'Open settings dialog': '打开设置',
  'Execute query': '运行查询',
  'Select active operation': '打开的查询',
  'Operation Editor': '查询编辑器',
  'Editor Commands': '编辑器命令',
  'Result Window': '答案窗口',
  'Stop query': '停止查询',
  'Prettify query': '整理格式',
  'Merge fragments into query': '把片段并入查询',
  'Copy query': '复制查询',
  'New tab': '新建标签页',
  'Close Tab': '关闭标签页',
  'Show editor tools': '展开变量和请求头',
  'Hide editor tools': '收起变量和请求头',
  'Short Keys': '快捷键',
  'Short Key': '按键',
  Function: '作用',
  'Search in editor': '在编辑器中查找',
  'Search in documentation': '在文档中查找',
  'Execute operation': '执行当前查询',
  'Prettify editors': '整理各编辑器的格式',
  'Merge fragments definitions into operation definition': '把片段定义并入查询',
  'Re-fetch schema using introspection': '用内省重新读取结构',
  'Re-fetch schema': '再读结构',
  'Open the Command Palette (you must have focus in the editor)': '打开命令面板（光标须在编辑器中）',
  'This modal provides a list of available keyboard shortcuts and their functions.': '可用的快捷键及其作用。',
  'This modal lets you adjust header persistence, interface theme, and clear local storage.': '在这里清除本地存储。',
  Settings: '设置',
  'Clear storage': '清除本地存储',
  'Remove all locally stored data and start fresh.': '删除保存在本机的内容，从头开始。',
  'Clear data': '清除',
  'Cleared data': '已清除',
  Failed: '未能清除',
  'Close dialog': '关闭',
  'Root Types': '根类型',
  'All Schema Types': '全部类型',
  Fields: '字段',
  Arguments: '参数',
  Type: '类型',
  Implements: '实现的接口',
  Implementations: '实现它的类型',
  'Possible Types': '可能的类型',
  'Enum Values': '取值',
  Directives: '指令',
  'Deprecated Fields': '已停用的字段',
  'Show Deprecated Fields': '显示已停用的字段',
  'No results found': '没有找到',
  Docs: '文档首页',
  'A GraphQL schema provides a root type for each kind of operation.': '每种操作各有一个根类型。',
  'Go back to Docs': '回到文档首页',
  'Add favorite': '收藏',
  'Remove favorite': '取消收藏',
  'Edit label': '改名',
  'Delete from history': '从历史中删除',
  'Set active': '重新打开',
};
const ENGLISH = Object.fromEntries(Object.entries(CHINESE).map(([english, chinese]) => [chinese, english]));

/** Where GraphiQL draws: its own place, and the dialogs and hints it hangs on the body. */
const PLACES = '.graphiql-container, .graphiql-dialog, .graphiql-dialog-overlay, [data-radix-popper-content-wrapper]';
/** What a person writes or is answered is not GraphiQL's word. */
const FOREIGN = '.monaco-editor';
const ATTRIBUTES = ['aria-label', 'title', 'placeholder'] as const;

/** Keeps GraphiQL's words in the page's language, whatever it draws later. Returns what ends it. */
export function keepTranslated(language: Language): () => void {
  const words = language === 'zh' ? CHINESE : ENGLISH;
  const observer = new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) =>
    (addedNodes.length > 0 ? [...addedNodes] : [target]).forEach((node) => translate(node, words))));
  document.querySelectorAll(PLACES).forEach((place) => translate(place, words));
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES],
  });
  return () => observer.disconnect();
}

/** Icons lose their titles: GraphiQL makes them of function names, which the bundler shortened. Each button has a label. */
function translate(node: Node, words: Readonly<Record<string, string>>): void {
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || element.closest(FOREIGN)) return;
  if (!element.closest(PLACES)) return void element.querySelectorAll(PLACES).forEach((place) => translate(place, words));
  if (element.matches('svg > title')) return void element.replaceChildren();
  if (node instanceof Text) {
    const word = toWord(node.data, words);
    if (word !== null) node.data = word;
    return;
  }
  for (const name of ATTRIBUTES) {
    const word = toWord(element.getAttribute(name) ?? '', words);
    if (word !== null) element.setAttribute(name, word);
  }
  node.childNodes.forEach((child) => translate(child, words));
}

/** A key combination in brackets after the word stays. Null where there is nothing to change. */
function toWord(text: string, words: Readonly<Record<string, string>>): string | null {
  if (Object.hasOwn(words, text)) return words[text]!;
  const [, word = '', keys = ''] = /^(.*?)( \([^()]*\))?$/s.exec(text) ?? [];
  return keys && Object.hasOwn(words, word) ? `${words[word]}${keys}` : null;
}
