import { runService } from '@waystream/service';
import { actionDispatcher } from './action-dispatcher.js';

await runService(actionDispatcher);
