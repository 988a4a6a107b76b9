/** What is to happen when on a virtual clock: the earliest first; of equal times what was put in first. */
export interface Agenda<Entry> {
  /** Epoch milliseconds of the first entry; infinity when there is none. */
  firstAt(): number;
  add(at: number, entry: Entry): void;
  /** Takes the first entry out. */
  take(): Entry | undefined;
}

interface Item<Entry> {
  readonly at: number;
  readonly sequence: number;
  readonly entry: Entry;
}

/** A binary heap: the children of place `i` stand at `2i + 1` and `2i + 2`, and no child comes before its parent. */
export function createAgenda<Entry>(): Agenda<Entry> {
  const heap: Item<Entry>[] = [];
  let added = 0;
  return {
    firstAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    add(at, entry) {
      added += 1;
      heap.push({ at, sequence: added, entry });
      rise(heap);
    },
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (last !== undefined && last !== first) sink(heap, last);
      return first?.entry;
    },
  };
}

/** The last item moves up to where its parent comes before it. */
function rise<Entry>(heap: Item<Entry>[]): void {
  let place = heap.length - 1;
  const item = heap[place];
  while (item !== undefined && place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, item)) break;
    heap[place] = parent;
    heap[above] = item;
    place = above;
  }
}

/** The item takes the top's place and moves down to where both children come after it. */
function sink<Entry>(heap: Item<Entry>[], item: Item<Entry>): void {
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    const isRight = right !== undefined && left !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (child === undefined || isBefore(item, child)) break;
    heap[place] = child;
    place = 2 * place + (isRight ? 2 : 1);
  }
  heap[place] = item;
}

function isBefore<Entry>(one: Item<Entry>, other: Item<Entry>): boolean {
  return one.at < other.at || (one.at === other.at && one.sequence < other.sequence);
}
