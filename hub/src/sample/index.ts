export { loadSampleCity, makeSampleCity, type SampleOptions } from './load.js';
