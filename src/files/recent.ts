/** Puts an item in front of those used last, where it may stand already, and lets the oldest go. */
export function putInFront<Item>(recent: Item[], item: Item, most: number): void {
  const others = recent.filter((other) => other !== item);
  recent.splice(0, recent.length, item, ...others.slice(0, most - 1));
}
