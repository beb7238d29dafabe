export { describeSample } from './describe.js';
export { loadSampleCity, type PillarReport, type SampleOptions, type SampleProgress, type SampleReport } from './load.js';
export { recordSampleFigures, type AskGraph } from './record-figures.js';
export { renewObservations } from './renew.js';
export { readSampleCity, type SampleCity, type SamplePlan, type Urls } from './state.js';
