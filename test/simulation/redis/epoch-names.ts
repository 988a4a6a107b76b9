/** Epochs that the model and a real Redis have given: each finds its own, as long as the one rises with the other. */
export interface EpochNames {
  /** The two gave these at the same call. */
  note(key: string, given: { model: string; real: string }): void;
  realOf(key: string, model: string): string;
  /** Says so when Redis gave an epoch where the model gave none, or the one before. */
  modelOf(key: string, real: string): string;
}

export function createEpochNames(): EpochNames {
  const reals = new Map<string, string>();
  const models = new Map<string, string>();
  const highest = new Map<string, number>();
  return {
    note(key, { model, real }) {
      const isKnown = reals.has(`${key} ${model}`) || models.has(`${key} ${real}`);
      if (isKnown || Number(real) <= (highest.get(key) ?? 0)) return;
      reals.set(`${key} ${model}`, real);
      models.set(`${key} ${real}`, model);
      highest.set(key, Number(real));
    },
    realOf: (key, model) => reals.get(`${key} ${model}`) ?? model,
    modelOf: (key, real) => models.get(`${key} ${real}`) ?? `unexpected epoch ${real}`,
  };
}
