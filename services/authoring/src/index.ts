export { authoring } from './authoring.js';
