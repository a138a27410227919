type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

/** Numbers of an unknown amount. */
export class GrowingColumn<C extends Column> {
  #type: new (
    length: number,
  ) => C;
  #values: C;
  length = 0;

  constructor(type: new (length: number) => C) {
    this.#type = type;
    this.#values = new type(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new this.#type(this.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** @param index below `length` */
  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  setLast(value: number): void {
    this.#values[this.length - 1] = value;
  }

  /** The numbers so far, in memory of their own. */
  finish(): C {
    const exact = new this.#type(this.length);
    exact.set(this.#values.subarray(0, this.length));
    return exact;
  }
}
