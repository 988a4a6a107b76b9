export { actionDispatcher } from './action-dispatcher.js';
