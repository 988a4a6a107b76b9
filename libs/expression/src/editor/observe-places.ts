import { checkObserved } from '../check/check.js';
import type { ElementFrame, NameKind } from '../check/checker.js';
import type { Scope } from '../check/scope.js';
import type { Type } from '../shape/field-shape.js';
import type { Span } from '../syntax/expression.js';
import { parse } from '../syntax/parse.js';

/** What the checker says of the place at the cursor. */
export interface ObservedPlace {
  name?: { readonly span: Span; readonly kind: NameKind; readonly candidates: readonly string[] };
  field?: { readonly span: Span; readonly within: Type };
  choice?: { readonly span: Span; readonly labels: Readonly<Record<string, string>> };
  /** The names of the parameters that the reference around the cursor may give. */
  params?: readonly string[];
  /** The innermost collection whose condition the cursor stands in. */
  element?: ElementFrame;
}

/** Checks the text as far as it is understood, and keeps what was found out about the cursor's offset. */
export function observePlace(text: string, offset: number, scope: Scope): ObservedPlace {
  const place: ObservedPlace = {};
  const touches = ({ from, to }: Span) =>
    from <= offset && (offset <= to || (from === to && text.slice(to, offset).trim() === ''));
  checkObserved(parse(text).ast, scope, {
    name(span, kind, candidates) {
      const isGapBesideName = place.name !== undefined && span.from === span.to;
      if (touches(span) && !isGapBesideName) place.name = { span, kind, candidates };
    },
    field(span, within) {
      if (touches(span)) place.field = { span, within };
    },
    choice(span, labels) {
      if (touches(span)) place.choice = { span, labels };
    },
    params(span, declared) {
      if (touches(span)) place.params = declared;
    },
    element(span, frame) {
      if (touches(span)) place.element = frame;
    },
  });
  return place;
}
