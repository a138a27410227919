import type { Metadata } from 'next';
import { Held } from '#components/home/held.tsx';
import styles from '#components/home/home-page.module.css';
import { WorldFigure, worldStep } from '#components/home/world-figure.tsx';
import { ChangeList } from '#components/log/change-list.tsx';
import { SystemList } from '#components/programs/system-list.tsx';
import { Section } from '#components/ui/section.tsx';
import { WorkList } from '#components/works/work-list.tsx';
import { findLatestBatches } from '#lib/changes/queries.ts';
import { countHoldings, findWorldCells } from '#lib/holdings/queries.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import { findSystems } from '#lib/programs/queries.ts';
import { findWorks } from '#lib/works/queries.ts';
import { toMetadata } from './page-metadata.ts';

export function generateMetadata(): Metadata {
  const { site } = getMessages();
  return {
    ...toMetadata({ title: site.name, description: site.description, path: '/' }),
    title: { absolute: `${site.name}: ${site.tagline}` },
  };
}

export default async function HomePage() {
  const [holdings, cells, changes, systems, works] = await Promise.all([
    countHoldings(),
    findWorldCells(worldStep),
    findLatestBatches(9),
    findSystems(),
    findWorks({ claims: { some: {} } }, { take: 4 }),
  ]);
  const { here, site } = getMessages();
  const { home, search } = site;
  return (
    <>
      <div className={styles.lead}>
        <div>
          <h1>{home.title}</h1>
          <p className={styles.deck}>{home.lead}</p>
          <search data-home-search="">
            <form action="/search" method="get" className={styles.search}>
              <input
                type="search"
                name="q"
                aria-label={search.label}
                placeholder={search.placeholder}
                maxLength={200}
                aria-describedby="search-hint"
              />
              <button type="submit">{search.button}</button>
            </form>
          </search>
          <p id="search-hint" className={styles.hint}>
            {search.hint} <a href="/here">{here.link}</a>
          </p>
        </div>
        <Held holdings={holdings} />
      </div>
      <Section id="questions" title={home.questions}>
        <ol className={styles.questions}>
          {home.watch.map((question) => (
            <li key={question.href}>
              <h3>{question.q}</h3>
              <p>
                {question.a} <a href={question.href}>{question.link}</a>
              </p>
            </li>
          ))}
        </ol>
      </Section>
      <Section id="world" title={home.map} note={<a href="/map">{home.mapLink}</a>}>
        <WorldFigure cells={cells} />
      </Section>
      <div className={styles.columns}>
        <Section id="systems" title={home.systems} note={home.systemsNote}>
          <SystemList systems={systems.toSorted((a, b) => b.claims - a.claims).slice(0, 8)} />
          {systems.length > 8 && (
            <p>
              <a href="/programs">{formatCount(systems.length, home.systemsAll, defaultLocale)}</a>
            </p>
          )}
        </Section>
        <div className={styles.stack}>
          <Section id="latest" title={home.latest} note={<a href="/log">{home.latestLink}</a>}>
            {changes.length === 0 ? <p>{home.latestEmpty}</p> : <ChangeList batches={changes} />}
          </Section>
          <Section id="read" title={home.read}>
            <WorkList works={works} />
          </Section>
        </div>
      </div>
    </>
  );
}
