import { FlowTable } from '#components/flows/flow-table.tsx';
import { LawStatusList } from '#components/laws/law-status-list.tsx';
import { PowerList } from '#components/laws/power-list.tsx';
import { CoverageList } from '#components/places/coverage-list.tsx';
import { PlaceNotes } from '#components/places/place-notes.tsx';
import { UnknownRows } from '#components/records/unknown-rows.tsx';
import { EntityLink } from '#components/ui/rich-text.tsx';
import { Section } from '#components/ui/section.tsx';
import type { OversightRow } from '#lib/here/queries.ts';
import { splitLaws, toApplyingPowers, toCounts } from '#lib/here/select.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatDay } from '#lib/messages/format.ts';
import type { PlaceBrief } from '#lib/places/brief.ts';
import type { PlacePage } from '#lib/places/queries.ts';
import { DisputeUnknowns } from './dispute-unknowns.tsx';
import { HeldDevices } from './held-devices.tsx';
import styles from './here-record.module.css';
import { recordId } from './record-id.ts';

type Props = {
  place: PlacePage;
  brief: PlaceBrief;
  oversight: readonly OversightRow[];
  /** Nothing at all is held. */
  bare: boolean;
  day: string;
};

/** What is on file for one place today, short enough to read on the spot; everything else is on the place's own page. */
export function HereRecord({ place, brief, oversight, bare, day }: Props) {
  const { here, lists, places } = getMessages();
  const words = here.record;
  const { label } = place.head.ref;
  const date = formatDay(day, defaultLocale);
  const laws = splitLaws(brief.laws, day);
  const powers = toApplyingPowers(brief.powers, day);
  const counts = toCounts(brief, day);
  return (
    <article id={recordId} className={styles.article} data-code={place.code}>
      <PlaceNotes place={place} holes={brief.holes} />
      {place.dispute !== undefined && <DisputeUnknowns />}
      <Section id="glance" title={fill(words.glance, { date })} note={words.glanceNote}>
        <ul className={styles.glance}>
          {counts.map(({ name, count }) => (
            <li key={name}>
              <a href={`#${name}`}>
                <strong>{count}</strong> {formatCount(count, words.counts[name], defaultLocale)}
              </a>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="laws" title={words.laws} note={fill(places.asOf, { date })}>
        {laws.inForce.length === 0 ? (
          <p>{words.lawsNone}</p>
        ) : (
          <LawStatusList laws={laws.inForce} day={day} />
        )}
        {laws.others.length > 0 && (
          <details className={styles.others}>
            <summary>{formatCount(laws.others.length, words.lawsOther, defaultLocale)}</summary>
            <LawStatusList laws={laws.others} day={day} />
          </details>
        )}
      </Section>
      <Section id="powers" title={words.powers} note={fill(places.asOf, { date })}>
        {powers.length === 0 ? <p>{places.powersNone}</p> : <PowerList powers={powers} day={day} />}
      </Section>
      <Section id="programs" title={words.programs}>
        {brief.programs.reaching.length === 0 ? (
          <p>{places.programsNone}</p>
        ) : (
          <CoverageList items={brief.programs.reaching} />
        )}
        {brief.programs.inside.length > 0 && (
          <details className={styles.others}>
            <summary>{places.inside}</summary>
            <CoverageList items={brief.programs.inside} />
          </details>
        )}
      </Section>
      <Section id="flows" title={words.flows}>
        {brief.flows.length === 0 ? (
          <p>{places.flowsNone}</p>
        ) : (
          <FlowTable flows={brief.flows} caption={lists.flows.curatedCaption} />
        )}
        {brief.pairs > 0 && (
          <p>
            <a href={`/flows?place=${encodeURIComponent(place.code)}`}>
              {formatCount(brief.pairs, places.flowsCount, defaultLocale)}
            </a>
          </p>
        )}
      </Section>
      <Section id="oversight" title={words.oversight}>
        {oversight.length === 0 ? (
          <p>{words.oversightNone}</p>
        ) : (
          <ul className={styles.bodies}>
            {oversight.map((row) => (
              <li key={row.ref.id}>
                <EntityLink entity={row.ref} />, {row.type}
                {row.place !== undefined && ` ${fill(words.oversightOf, { place: row.place.label })}`}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <HeldDevices place={place} brief={brief} />
      <Section id="unknowns" title={words.unknowns}>
        {brief.unknowns.length === 0 ? (
          <p>{bare ? places.nothing : places.noQuestion}</p>
        ) : (
          <UnknownRows unknowns={brief.unknowns} withSubject />
        )}
      </Section>
      <Section id="ask" title={words.ask}>
        <ol className={styles.questions}>
          {words.questions.map((question) => (
            <li key={question}>{question}</li>
          ))}
        </ol>
      </Section>
      <p className={styles.full}>
        <a href={place.head.ref.href}>{fill(words.full, { place: label })}</a>
      </p>
    </article>
  );
}
