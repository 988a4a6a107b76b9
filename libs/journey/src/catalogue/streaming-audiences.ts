import type { Catalogue } from './catalogue.js';
import { type CompiledAudience, compileAudience } from './compile-audience.js';

/**
 * The audiences that are judged whenever a profile changes, made ready on first use. The owner calls `refresh` after the
 * catalogue has changed.
 */
export interface StreamingAudiences {
  /** Those of the people of a namespace. One that does not fit the catalogue any more judges nobody. */
  over(namespace: string): readonly CompiledAudience[];
  refresh(): void;
}

export function createStreamingAudiences(catalogue: Catalogue): StreamingAudiences {
  let byNamespace: Map<string, CompiledAudience[]> | null = null;
  return {
    over(namespace) {
      byNamespace ??= compileAll(catalogue);
      return byNamespace.get(namespace) ?? [];
    },
    refresh() {
      byNamespace = null;
    },
  };
}

function compileAll(catalogue: Catalogue): Map<string, CompiledAudience[]> {
  const found = new Map<string, CompiledAudience[]>();
  for (const definition of catalogue.audiences.values()) {
    const { audience } = compileAudience(catalogue, definition);
    const { namespace } = definition;
    if (audience) found.set(namespace, [...(found.get(namespace) ?? []), audience]);
  }
  return found;
}
