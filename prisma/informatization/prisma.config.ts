import { definePillar } from '../pillar-config.js';

export default definePillar('informatization');
