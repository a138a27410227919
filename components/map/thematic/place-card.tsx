import { WordingMark } from '#components/claims/wording-mark.tsx';
import { labelText } from '#lib/claims/rich-text.ts';
import type { ShownFlow } from '#lib/flows/flow-filter.ts';
import { toLegalText } from '#lib/laws/legal-text.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount, formatNumber } from '#lib/messages/format.ts';
import { leastAreaKm2 } from '#lib/thematic/answer.ts';
import type { LawAccount, PlaceAccount, ProgramAccount } from '#lib/thematic/place-account.ts';
import type { ReachIndex, Reaching } from '#lib/thematic/reach-index.ts';
import shared from '../map.module.css';
import { FlowItems } from './flow-items.tsx';
import styles from './thematic.module.css';
import { formatValue } from './wording.ts';

const shownFlows = 5;

type Props = {
  account: PlaceAccount;
  index: ReachIndex;
  flows: readonly ShownFlow[];
  /** ISO day. */
  on: string;
};

/** What is held of a place on the day: systems with their stage, laws in force, flows, devices, and what is not known. */
export function PlaceCard({ account, index, flows, on }: Props) {
  const { thematic } = getMessages();
  const { card } = thematic;
  const { place, programs, inForce, otherLaws, unknowns } = account;
  const parent = place.parent === null ? undefined : index.places.get(place.parent);
  const devices = place.undated + place.dated.reduce((sum, [, count]) => sum + count, 0);
  const isBare =
    programs.length + inForce.length + otherLaws.length + flows.length + devices + place.deployments === 0;
  return (
    <>
      {place.dispute !== null && (
        <p className={shared.note}>
          {fill(card.disputed, { note: place.dispute })}{' '}
          <a href="/about/places">{getMessages().places.disputedPolicy}</a>
        </p>
      )}
      {!place.inherits && parent !== undefined && (
        <p className={shared.note}>{fill(card.alone, { parent: parent.label })}</p>
      )}
      {isBare && unknowns.length === 0 ? (
        <p>{card.nothing}</p>
      ) : (
        <>
          <h3 className={styles.cardHead}>{card.programs}</h3>
          {programs.length === 0 ? (
            <p className={shared.note}>{card.programsNone}</p>
          ) : (
            <ul className={shared.items}>
              {programs.map((one) => (
                <ProgramItem key={one.program.slug} account={one} index={index} on={on} />
              ))}
            </ul>
          )}
          {place.deployments > 0 && (
            <p className={shared.note}>
              <a href={`/programs?place=${place.code}`}>
                {formatCount(place.deployments, card.deployments, defaultLocale)}
              </a>
            </p>
          )}
          <h3 className={styles.cardHead}>{card.laws}</h3>
          <LawItems laws={inForce} index={index} on={on} empty={card.lawsNone} />
          {otherLaws.length > 0 && (
            <details className={styles.cardMore}>
              <summary>{card.lawsOther}</summary>
              <LawItems laws={otherLaws} index={index} on={on} empty="" />
            </details>
          )}
          <h3 className={styles.cardHead}>{card.flows}</h3>
          {flows.length === 0 ? (
            <p className={shared.note}>{card.flowsNone}</p>
          ) : (
            <FlowItems flows={flows.slice(0, shownFlows)} />
          )}
          {flows.length > shownFlows && (
            <p className={shared.note}>
              <a href={`/map?view=flows&place=${place.code}`}>
                {formatCount(flows.length - shownFlows, card.more, defaultLocale)}
              </a>
            </p>
          )}
          {devices > 0 && (
            <>
              <h3 className={styles.cardHead}>{card.devices}</h3>
              <p className={shared.note}>{describeDevices(account, devices)}</p>
            </>
          )}
        </>
      )}
      {(unknowns.length > 0 || !isBare) && (
        <>
          <h3 className={styles.cardHead}>{card.unknowns}</h3>
          <Unknowns unknowns={unknowns} />
        </>
      )}
      <p className={styles.cardLinks}>
        <a href={`/places/${place.code}?on=${on}`}>{fill(card.open, { place: place.label })}</a>{' '}
        {devices > 0 && <a href={`/map?place=${place.code}`}>{fill(card.map, { place: place.label })}</a>}
      </p>
    </>
  );
}

function ProgramItem({ account, index, on }: { account: ProgramAccount; index: ReachIndex; on: string }) {
  const { thematic } = getMessages();
  const { program, reaching, state, verdict } = account;
  const facts = [
    ...new Set(reaching.map((one) => thematic.relation[one.statement.relation])),
    state.stage === null ? thematic.card.stageUnknown : toStageText(state.stage),
    ...(state.mayBe === null ? [] : [fill(thematic.card.mayBe, { stage: toStageText(state.mayBe) })]),
    ...(verdict === 'other_day' && state.stage !== 'ended' ? [thematic.holds.no] : []),
    ...toVia(reaching, index),
  ];
  const [first] = reaching;
  return (
    <li data-on={on} className={verdict === 'other_day' ? styles.past : undefined}>
      <a href={`/programs/${program.slug}`}>
        <bdi lang={program.labelLang}>{labelText(program)}</bdi>
      </a>
      <span className={shared.itemFacts}>{facts.join(', ')}</span>
      {first !== undefined && <WordingMark wording={first.statement.wording} />}
    </li>
  );
}

function LawItems({
  laws,
  index,
  on,
  empty,
}: {
  laws: readonly LawAccount[];
  index: ReachIndex;
  on: string;
  empty: string;
}) {
  const { thematic, sentences } = getMessages();
  if (laws.length === 0) return <p className={shared.note}>{empty}</p>;
  return (
    <ul className={shared.items}>
      {laws.map(({ law, reaching, status }) => {
        const powers = [
          ...new Set(law.powers.map(({ action }) => sentences.powerAction[action].toLowerCase())),
        ];
        return (
          <li key={law.slug}>
            <a href={`/laws/${law.slug}?on=${on}`}>
              <bdi lang={law.labelLang}>{labelText(law)}</bdi>
            </a>
            <span className={shared.itemFacts}>
              {[toLegalText(status, on), ...toVia(reaching, index)].join(', ')}
              {powers.length > 0 && `. ${fill(thematic.card.powers, { powers: powers.join(', ') })}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Unknowns({ unknowns }: { unknowns: PlaceAccount['unknowns'] }) {
  const { evidence, thematic } = getMessages();
  if (unknowns.length === 0) return <p className={shared.note}>{thematic.card.unknownsNone}</p>;
  return (
    <ul className={shared.items}>
      {unknowns.map(({ question, state, searched, on }) => (
        <li key={`${state}/${question}`}>
          {question}
          <span className={shared.itemFacts}>
            {[evidence.unknown[state].label, searched, on].filter((part) => part !== null).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "covers China", "in Tibet only"; nothing for a statement about the place itself. */
function toVia(reaching: readonly Reaching[], index: ReachIndex): string[] {
  const { via } = getMessages().thematic.card;
  if (reaching.some((one) => one.via === 'own')) return [];
  return reaching.map((one) =>
    fill(via[one.via], { place: index.places.get(one.statement.place)?.label ?? one.statement.place }),
  );
}

function toStageText(stage: NonNullable<ProgramAccount['state']['stage']>): string {
  return getMessages().thematic.stages[stage];
}

function describeDevices({ place }: PlaceAccount, devices: number): string {
  const { card } = getMessages().thematic;
  const count = formatNumber(devices, defaultLocale);
  const undated = fill(card.deviceYears, { undated: formatNumber(place.undated, defaultLocale) });
  const isMeasured = place.areaKm2 !== null && place.areaKm2 >= leastAreaKm2;
  const text =
    isMeasured && place.areaKm2 !== null
      ? fill(card.density, {
          devices: count,
          area: formatNumber(place.areaKm2, defaultLocale),
          density: formatValue((1000 * devices) / place.areaKm2),
        })
      : formatCount(devices, card.devicesOnly, defaultLocale);
  return `${text}; ${undated}.`;
}
