export { ingestion } from './ingestion.js';
