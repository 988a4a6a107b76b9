const CLOSE_DEADLINE_MS = 5_000;

/** BullMQ's close waits for Redis; when that is away, the process must still end. */
export async function closeWithin(closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSE_DEADLINE_MS);
  });
  await Promise.race([closing, deadline]);
  clearTimeout(timer);
}
