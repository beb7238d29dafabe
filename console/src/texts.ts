export type Language = 'zh' | 'en';
export type Bilingual = Readonly<Record<Language, string>>;

export const LANGUAGES = { zh: '中文', en: 'English' } as const satisfies Bilingual;

/** Every word of the page that is not data. */
export const TEXTS = {
  tagline: {
    zh: '综治中心、综治信息化、网格、雪亮工程，一问全答',
    en: 'One graph over the four systems of a city',
  },
  language: { zh: '语言', en: 'Language' },
  sample: { zh: '示例数据', en: 'Sample data' },
  sampleHint: { zh: '这是示例城市，数字由程序生成，不是事实。', en: 'A sample city: figures are generated, not facts.' },
  dataDate: { zh: '数据日期', en: 'as of' },

  pillarCENTER: { zh: '综治中心', en: 'Centers' },
  pillarINFORMATIZATION: { zh: '信息化', en: 'Informatization' },
  pillarGRID: { zh: '网格', en: 'Grid' },
  pillarXUELIANG: { zh: '视频', en: 'Video' },

  readiness: { zh: '四个系统的状态', en: 'State of the four systems' },
  stateReady: { zh: '正常', en: 'ready' },
  stateDown: { zh: '不可用', en: 'unavailable' },
  stateUnknown: { zh: '未知', en: 'unknown' },
  stateAsking: { zh: '正在查询各系统状态…', en: 'Asking each system…' },
  stateUnreachable: { zh: '查不到状态：总线没有应答', en: 'No state: the hub does not answer' },

  questions: { zh: '二十个问题', en: 'Twenty questions' },
  close: { zh: '关闭', en: 'Close' },
  filter: { zh: '按系统筛选', en: 'Filter by system' },
  all: { zh: '全部', en: 'All' },
  ready: { zh: '可运行', en: 'Ready' },
  later: { zh: '以后', en: 'Later' },
  readyCount: { zh: '个可运行', en: 'ready' },
  laterCount: { zh: '个以后可答', en: 'later' },
  live: { zh: '实时', en: 'Live' },
  startHere: { zh: '从这里开始', en: 'Start here' },
  skip: { zh: '跳到查询', en: 'Skip to the query' },
  nothing: { zh: '没有这样的问题。', en: 'No such question.' },

  ownQuery: { zh: '自己写的查询', en: 'Your own query' },
  ownQueryHint: { zh: '随意改写；左边的问题随时可以重新打开。', en: 'Write what you like; the questions stay one click away.' },
  run: { zh: '运行', en: 'Run' },
  running: { zh: '运行中…', en: 'Running…' },
  stop: { zh: '停止', en: 'Stop' },
  area: { zh: '地区', en: 'Area' },
  areaNotUsed: { zh: '这个查询不按地区提问。', en: 'This query does not ask by area.' },
  areaLoading: { zh: '正在读取地区…', en: 'Reading areas…' },
  areaFailed: { zh: '读不到地区名单；若需令牌，请填入请求头后重试。', en: 'Areas cannot be read; if a token is needed, put it in the headers and retry.' },
  areaUnknown: { zh: '没有这个代码的地区。回到：', en: 'No area has this code. Back to:' },
  retry: { zh: '重试', en: 'Retry' },
  levelCITY: { zh: '市', en: 'City' },
  levelDISTRICT: { zh: '区市县', en: 'District' },
  levelSTREET: { zh: '街道', en: 'Street' },
  levelCOMMUNITY: { zh: '社区', en: 'Community' },

  answer: { zh: '答案摘要', en: 'In short' },
  notAsked: { zh: '尚未运行', en: 'Not run yet' },
  noAnswer: { zh: '没有应答', en: 'No answer' },
  builtCenters: { zh: '建成中心', en: 'centers built' },
  coverage: { zh: '覆盖率', en: 'coverage' },
  baseRecords: { zh: '基础数据（条）', en: 'base records' },
  fullyConnected: { zh: '全联通率', en: 'fully connected' },
  grids: { zh: '网格', en: 'grids' },
  onTimeClosure: { zh: '按期办结率', en: 'closed on time' },
  resolution: { zh: '化解率', en: 'disputes resolved' },
  feeds: { zh: '视频（路）', en: 'feeds' },
  online: { zh: '在线率', en: 'online' },
  keyPlaces: { zh: '重点覆盖率', en: 'key places covered' },
  atLeast: { zh: '至少 ', en: '≥ ' },

  workbench: { zh: '查询台', en: 'Workbench' },
  workbenchLoading: { zh: '正在打开查询台…', en: 'Opening the workbench…' },
  editorOperation: { zh: '查询', en: 'Operation' },
  editorVariables: { zh: '变量', en: 'Variables' },
  editorHeaders: { zh: '请求头', en: 'Headers' },
  editorResponse: { zh: '答案', en: 'Answer' },
  responseHint: { zh: '点“运行”，答案显示在这里。\n在编辑器里也可以按 Ctrl-Enter。', en: 'Run the query: the answer appears here.\nCtrl-Enter in the editor runs it too.' },
  hubSilent: { zh: '总线没有应答', en: 'The hub did not answer' },
} as const satisfies Record<string, Bilingual>;

export type TextKey = keyof typeof TEXTS;
