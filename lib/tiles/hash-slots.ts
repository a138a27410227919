/**
 * A table of open addressing with twice the room. Two numbers a slot: a hash, and the number of what has it, plus one; 0 =
 * free. What one look needs lies side by side, because most of the time is spent waiting for memory.
 */
export function toLargerSlots(slots: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(slots.length * 2);
  const mask = larger.length - 2;
  for (let i = 0; i < slots.length; i += 2) {
    if (slots[i + 1] === 0) continue;
    const hash = slots[i] ?? 0;
    let slot = (hash * 2) & mask;
    while (larger[slot + 1] !== 0) slot = (slot + 2) & mask;
    larger[slot] = hash;
    larger[slot + 1] = slots[i + 1] ?? 0;
  }
  return larger;
}
