import { describe, expect, test } from 'vitest';
import { toCheckName, toHeldReason, toRefusalReason } from '#components/scrapes/wording.ts';

describe('codes of runs in words', () => {
  test.each([
    ['new_records', 'New records'],
    ['expected_devices_min', 'devices, at least'],
    ['filled_device_t_percent', 'Percent of rows with “t” (device)'],
    ['something_new', 'something new'],
  ])('check %s', (code, words) => expect(toCheckName(code)).toBe(words));

  test.each([
    ['dataset_held', 'the whole dataset is held'],
    ['check_failed: new_records', 'a check failed: New records'],
    ['finding: burst_in_one_area (48 new)', 'looks odd: burst in one area (48 new)'],
    ['official_move_needs_review', 'rules of the dataset ask for a person (official move)'],
    ['more_than_200_changes_at_once', 'too many changes at once'],
  ])('held because %s', (code, words) => expect(toHeldReason(code)).toBe(words));

  test('a reason without a line of its own is shown as its words', () => {
    expect(toRefusalReason('indoor')).toBe('stands indoors');
    expect(toRefusalReason('no_such_reason')).toBe('no such reason');
  });
});
