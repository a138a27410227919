import { Table } from '#components/ui/table.tsx';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount, formatNumber } from '#lib/messages/format.ts';
import type { VerifyState } from '#lib/records/view.ts';

const order: readonly VerifyState[] = ['verified', 'verified_normalized', 'lost', 'not_checkable'];

/** How many passages of a source the copies here still contain. */
export function VerificationTable({ states }: { states: Record<VerifyState, number> }) {
  const { evidence, records } = getMessages();
  const total = order.reduce((sum, state) => sum + states[state], 0);
  return (
    <Table
      caption={formatCount(total, records.work.passages, defaultLocale)}
      head={[records.work.state, records.work.passagesHeading]}
      numeric={[1]}
      rows={order.map((state) => ({
        key: state,
        cells: [
          <span key="state">
            {evidence.verify[state].label}. <small>{evidence.verify[state].text}</small>
          </span>,
          formatNumber(states[state], defaultLocale),
        ],
      }))}
    />
  );
}
