import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest';

// A message on console.error is a failure that nobody asserted. A test that
// expects one clears the spy: vi.mocked(console.error).mockClear().
let spy: MockInstance<typeof console.error>;

beforeEach(() => {
  spy = vi.spyOn(console, 'error');
});

afterEach(() => {
  const calls = [...spy.mock.calls];
  spy.mockRestore();
  expect(calls, 'console.error was called').toEqual([]);
});
