/** One field of a protobuf message: a number (`varint`), or bytes. */
export type Field = { number: number; varint: number } | { number: number; bytes: Buffer };

/**
 * The fields of a protobuf message, without copying. Numbers above 2^53 lose their low digits; fixed-width fields are passed over.
 *
 * @throws RangeError when a length leads out of the message
 */
export function* readFields(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = () => {
    let [value, factor] = [0, 1];
    for (let length = 0; length < 10; length += 1) {
      const byte = message[at];
      if (byte === undefined) throw new RangeError('a number is cut off');
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
    throw new RangeError('a number has more than ten bytes');
  };
  const skip = (length: number) => {
    if (length > message.length - at) throw new RangeError('a field is cut off');
    at += length;
    return at - length;
  };
  while (at < message.length) {
    const key = varint();
    const [number, wire] = [Math.floor(key / 8), key % 8];
    if (wire === 0) yield { number, varint: varint() };
    else if (wire === 2) {
      const length = varint();
      const from = skip(length);
      yield { number, bytes: message.subarray(from, from + length) };
    } else if (wire === 1) skip(8);
    else if (wire === 5) skip(4);
    else throw new RangeError(`wire type ${wire} is none`);
  }
}

/** How many numbers a packed field holds: each ends in a byte without its highest bit. */
export function countVarints(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte < 128) count += 1;
  return count;
}
