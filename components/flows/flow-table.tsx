import { LostMark } from '#components/claims/lost-mark.tsx';
import { WordingMark } from '#components/claims/wording-mark.tsx';
import { UpstreamState } from '#components/records/record-evidence.tsx';
import { EntityLink, RichText } from '#components/ui/rich-text.tsx';
import { Table } from '#components/ui/table.tsx';
import type { FlowView } from '#lib/flows/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill } from '#lib/messages/format.ts';

/** Flows from giver to taker; a dataset's pair names its dataset, a curated flow links its claims. */
export function FlowTable({ flows, caption }: { flows: readonly FlowView[]; caption: string }) {
  const { evidence, lists } = getMessages();
  const words = lists.flows;
  return (
    <Table
      caption={caption}
      head={[words.from, words.to, words.kind, words.basis, words.evidence]}
      rows={flows.map((flow) => ({
        key: flow.id,
        cells: [
          <RichText key="from" pieces={flow.from} />,
          <RichText key="to" pieces={flow.to} />,
          <span key="kind">
            {words.kinds[flow.kind]}: <RichText pieces={flow.categories} />
          </span>,
          <span key="basis">
            {words.bases[flow.basis]}
            {'; '}
            {flow.legalBasis === undefined ? toNoBasis(flow) : <EntityLink entity={flow.legalBasis} />}
          </span>,
          flow.listed === undefined ? (
            <span key="evidence">
              <WordingMark wording={flow.wording} />{' '}
              {flow.claims.map((claim) => (
                <a key={claim.id} href={claim.href}>
                  {evidence.permalink} {claim.id.split('.').at(-1)}{' '}
                </a>
              ))}
              <LostMark claims={flow.claims} />
            </span>
          ) : (
            <span key="evidence">
              <a href={`/about/data#${flow.listed.dataset}`}>
                {flow.listed.on === undefined
                  ? flow.listed.wording
                  : fill(words.listedOn, { wording: flow.listed.wording, date: flow.listed.on })}
              </a>
              <UpstreamState record={flow.listed} />
            </span>
          ),
        ],
      }))}
    />
  );
}

/** Why no legal basis stands here: nobody looked, or somebody looked and found none. */
function toNoBasis(flow: FlowView): string {
  const { evidence, lists } = getMessages();
  if (flow.legalBasisState === undefined) return lists.flows.noBasis;
  return `${lists.flows.noBasis} (${evidence.unknown[flow.legalBasisState].label.toLowerCase()})`;
}
