export { enrichment } from './enrichment.js';
