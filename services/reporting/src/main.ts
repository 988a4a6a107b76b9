import { runService } from '@waystream/service';
import { reporting } from './reporting.js';

await runService(reporting);
