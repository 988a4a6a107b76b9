import { runService } from '@waystream/service';
import { evaluator } from './evaluator.js';

await runService(evaluator);
