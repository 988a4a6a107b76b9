/** Looks again every few milliseconds until something is so; fails when it takes too long. */
export async function until(what: string, isSo: () => Promise<boolean>, seconds: number, everyMs = 50): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what} took longer than ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
