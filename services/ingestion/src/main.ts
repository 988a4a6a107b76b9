import { runService } from '@waystream/service';
import { ingestion } from './ingestion.js';

await runService(ingestion);
