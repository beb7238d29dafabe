export { loadSampleCity, type PillarReport, type SampleOptions, type SampleProgress, type SampleReport } from './load.js';
