/** A partition this member owns, until the signal aborts: then nothing more of it may be begun. */
export interface OwnedPartition {
  readonly partition: number;
  readonly epoch: number;
  readonly lost: AbortSignal;
}

export interface Holding extends OwnedPartition {
  /** Entries handed over and not done. */
  readonly inFlight: Set<string>;
  /** Entries that were delivered but never acknowledged come first: of a former owner, of a lost reply, of a failure. */
  hasLeftovers: boolean;
  /** Work has failed and begins again in a moment; nothing newer may be handed over before. */
  isSetBack: boolean;
}
