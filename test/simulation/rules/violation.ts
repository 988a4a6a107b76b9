/** A promise of the system that a story has broken. */
export class Violation extends Error {
  readonly rule: string;

  constructor(rule: string, detail: string) {
    super(`${rule}: ${detail}`);
    this.name = 'Violation';
    this.rule = rule;
  }

  /** What fails without breaking a rule of its own breaks this one. */
  static of(error: unknown): Violation {
    if (error instanceof Violation) return error;
    const failure = new Violation('nothing fails unexpectedly', error instanceof Error ? `${error.stack}` : `${error}`);
    failure.cause = error;
    return failure;
  }
}

export function demand(holds: boolean, rule: string, detail: () => string): asserts holds {
  if (!holds) throw new Violation(rule, detail());
}
