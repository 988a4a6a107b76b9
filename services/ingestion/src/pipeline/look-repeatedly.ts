import { type Clock, SECOND_MS } from '@waystream/core';

/** Looks made one after the other, each as soon as somebody depends on it. */
export interface RepeatedLooks {
  /** Somebody has used what the last look brought. */
  used(): void;
  stop(): void;
}

const EVERY_MS = SECOND_MS;
/** While nobody uses what looks bring, they are only for the metrics, and an idle system should stay idle. */
const WHEN_IDLE_MS = 10 * SECOND_MS;

/** `look` resolves to whether the next one presses. The first one is made at once; resolves after it. */
export async function lookRepeatedly(clock: Clock, look: () => Promise<boolean>): Promise<RepeatedLooks> {
  let isUsed = false;
  let isIdle = false;
  let isStopped = false;
  let lookedMs = 0;
  let cancel: () => void = () => undefined;

  const lookAfter = (ms: number) => {
    cancel();
    cancel = clock.wakeAt(lookedMs + ms, () => void lookOnce());
  };
  const lookOnce = async () => {
    isUsed = false;
    isIdle = false;
    lookedMs = clock.now();
    const isPressing = await look();
    if (isStopped) return;
    isIdle = !isUsed && !isPressing;
    lookAfter(isIdle ? WHEN_IDLE_MS : EVERY_MS);
  };
  await lookOnce();

  return {
    used() {
      isUsed = true;
      if (!isIdle) return;
      isIdle = false;
      lookAfter(EVERY_MS);
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
