import { runService } from '@waystream/service';
import { enrichment } from './enrichment.js';

await runService(enrichment);
