import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { CountryPicker } from '#components/here/country-picker.tsx';
import { HereFinder } from '#components/here/here-finder.tsx';
import styles from '#components/here/here-page.module.css';
import { HereRecord } from '#components/here/here-record.tsx';
import { PrivacyNote } from '#components/here/privacy-note.tsx';
import { NamesLine } from '#components/records/names-line.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { getHereSources } from '#lib/here/describe-files.ts';
import { findOversight } from '#lib/here/queries.ts';
import { getWorldOutline } from '#lib/here/world-outline.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { fill, toIsoDay } from '#lib/messages/format.ts';
import { isBare, loadBrief } from '#lib/places/brief.ts';
import { findCountryCounts, findPlacePage } from '#lib/places/queries.ts';
import { toMetadata, toPageUrl } from '../../page-metadata.ts';
import { getRecord } from '../../record.ts';
import { readText, type SearchState } from '../../search-state.ts';

type Props = { params: Promise<{ code?: string[] }>; searchParams: SearchState };

const getPlace = cache(async (code: string) => {
  const head = await getRecord('place', code);
  return (await findPlacePage(head.slug)) ?? notFound();
});

/** `/here/US-CA`, or `/here?place=US` from the picker that works without JavaScript. Undefined: the look-up itself. */
async function readCode({ params, searchParams }: Props): Promise<string | undefined> {
  const [code, ...rest] = (await params).code ?? [];
  if (rest.length > 0) notFound();
  return code ?? (readText((await searchParams).place) || undefined);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { here, site } = getMessages();
  const code = await readCode(props);
  if (code === undefined) return toMetadata({ title: here.title, description: here.deck, path: '/here' });
  const { head, code: own } = await getPlace(code);
  const title = fill(here.titleOf, { place: head.ref.label });
  return toMetadata({ title, description: `${title}. ${site.tagline}.`, path: `/here/${own}` });
}

export default async function HerePage(props: Props) {
  const code = await readCode(props);
  return code === undefined ? <LookUp /> : <PlaceHere code={code} />;
}

async function LookUp() {
  const { here } = getMessages();
  const places = (await findCountryCounts()).map(({ ref, code }) => ({ code, label: ref.label }));
  const countries = Object.fromEntries(places.map(({ code, label }) => [code, label]));
  return (
    <>
      <PageHeader title={here.title} deck={here.deck} />
      <div className={styles.finder}>
        <PrivacyNote />
        <HereFinder sources={getHereSources()} countries={countries} world={getWorldOutline()} />
        <CountryPicker places={places} />
      </div>
    </>
  );
}

async function PlaceHere({ code }: { code: string }) {
  const { here, places } = getMessages();
  const day = toIsoDay(new Date());
  const place = await getPlace(code);
  const [brief, oversight] = await Promise.all([loadBrief(place, day), findOversight(place.chain)]);
  const level: Record<string, string> = places.level;
  const { head } = place;
  return (
    <>
      <PageHeader
        crumbs={[{ label: here.title, href: '/here' }]}
        crumbsLabel={getMessages().site.breadcrumbs}
        kicker={`${level[place.level] ?? place.level} · ${fill(places.code, { code: place.code })}`}
        title={fill(here.titleOf, { place: head.ref.label })}
      >
        <NamesLine head={head} />
        <p className={styles.share}>
          {here.record.share} <code>{toPageUrl(`/here/${place.code}`)}</code>
        </p>
      </PageHeader>
      <HereRecord place={place} brief={brief} oversight={oversight} bare={isBare(brief)} day={day} />
      <p className={styles.another} data-screen-only="">
        <a href="/here">{here.record.another}</a>
      </p>
    </>
  );
}
