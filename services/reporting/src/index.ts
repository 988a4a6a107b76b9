export { reporting } from './reporting.js';
