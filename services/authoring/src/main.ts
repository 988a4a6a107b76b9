import { runService } from '@waystream/service';
import { authoring } from './authoring.js';

await runService(authoring);
