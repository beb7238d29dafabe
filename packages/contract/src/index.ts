export { PILLARS, type PillarName } from './pillars.js';
