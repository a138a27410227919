import { WordingMark } from '#components/claims/wording-mark.tsx';
import type { ShownFlow } from '#lib/flows/flow-filter.ts';
import type { FlowParty, MappedFlow } from '#lib/flows/flow-map-schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import shared from '../map.module.css';
import styles from './thematic.module.css';

/** Flows one by one in a card, each with the evidence that it opens. */
export function FlowItems({ flows }: { flows: readonly ShownFlow[] }) {
  const { thematic, lists } = getMessages();
  return (
    <ul className={shared.items}>
      {flows.map(({ flow, holds }) => (
        <li key={flow.id} className={styles.flow}>
          <PartyName party={flow.from} /> <span aria-hidden="true">→</span> <PartyName party={flow.to} />
          <span className={shared.itemFacts}>
            {lists.flows.kinds[flow.kind]}: {flow.categories}; {lists.flows.bases[flow.basis]}
            {holds === 'maybe' && `; ${thematic.holds.maybe}`}
          </span>
          <FlowBasis flow={flow} />
          <FlowEvidence flow={flow} />
        </li>
      ))}
    </ul>
  );
}

/** A party as a link, or in the source's words. */
export function PartyName({ party }: { party: FlowParty }) {
  const { flows } = getMessages().thematic;
  const name = <bdi {...(party.lang === null ? {} : { lang: party.lang })}>{party.label}</bdi>;
  return (
    <>
      {party.href === null ? name : <a href={party.href}>{name}</a>}
      {party.placedBy === 'claim' && <small className={styles.placed}> ({flows.placedByClaim})</small>}
      {party.placedBy === 'behind' && <small className={styles.placed}> ({flows.placedByLaw})</small>}
    </>
  );
}

/** The law that it rests on, or why none stands here. */
export function FlowBasis({ flow }: { flow: MappedFlow }) {
  const { thematic, evidence } = getMessages();
  const unknown: Readonly<Record<string, { label: string }>> = evidence.unknown;
  if (flow.pairs !== null) return null;
  if (flow.legalBasis !== null) {
    return (
      <span className={shared.itemFacts}>
        <a href={flow.legalBasis.href}>
          <bdi>{flow.legalBasis.label}</bdi>
        </a>
      </span>
    );
  }
  const reason = flow.legalBasisState === null ? undefined : unknown[flow.legalBasisState]?.label;
  return (
    <span className={shared.itemFacts}>
      {thematic.flows.noBasis}
      {reason !== undefined && ` (${reason.toLowerCase()})`}
    </span>
  );
}

/** Claims with our words for each, or the dataset with its number of pairs. */
export function FlowEvidence({ flow }: { flow: MappedFlow }) {
  const { thematic } = getMessages();
  const { flows } = thematic;
  return (
    <span className={styles.evidence}>
      <WordingMark wording={flow.wording} />{' '}
      {flow.pairs !== null && (
        <>
          {formatCount(flow.pairs.count, flows.summaryPairs, defaultLocale)}, {flows.dataset}{' '}
          <a href={`/about/data/${flow.pairs.dataset}`}>
            <bdi>{flow.pairs.title}</bdi>
          </a>{' '}
          (<a href={flow.pairs.href}>{flows.allFlows}</a>)
        </>
      )}
      {flow.claims.map((claim) => (
        <a key={claim.id} href={claim.href} title={claim.says}>
          {flows.claim} {claim.id.split('.').at(-1)}{' '}
        </a>
      ))}
    </span>
  );
}
