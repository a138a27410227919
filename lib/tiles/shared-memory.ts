type Numbers = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;
export type NumbersType<N extends Numbers> = {
  new (length: number): N;
  new (buffer: ArrayBufferLike): N;
  BYTES_PER_ELEMENT: number;
};

/** Numbers that several threads see without a copy. */
export function makeShared<N extends Numbers>(type: NumbersType<N>, length: number): N {
  return new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
}

export function toShared<N extends Numbers>(type: NumbersType<N>, values: ArrayLike<number>): N {
  const shared = makeShared(type, values.length);
  shared.set(values);
  return shared;
}
