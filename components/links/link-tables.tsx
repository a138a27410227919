import { Table } from '#components/ui/table.tsx';
import type { LinkHealth } from '#lib/links/queries.ts';
import { linkStates } from '#lib/links/schema.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatNumber } from '#lib/messages/format.ts';
import { LinkMark } from './link-mark.tsx';
import styles from './link-tables.module.css';

/** Addresses by state, with their share. */
export function LinkTotals({ links }: { links: LinkHealth['links'] }) {
  const words = getMessages().checks.links;
  const states = [...linkStates, 'undecided'] as const;
  return (
    <Table
      caption={words.totals}
      head={[words.state, words.count, words.share]}
      numeric={[1, 2]}
      rows={states.map((state) => {
        const count = links.filter((link) => (link.state ?? 'undecided') === state).length;
        return {
          key: state,
          cells: [
            <span key="state">
              {words.states[state].label}. <small>{words.states[state].text}</small>
            </span>,
            formatNumber(count, defaultLocale),
            toShare(count, links.length),
          ],
        };
      })}
    />
  );
}

/** How many addresses led to what was cited, at the end of each month, newest first. */
export function LinkRate({ months }: { months: LinkHealth['months'] }) {
  const words = getMessages().checks.links;
  return (
    <Table
      caption={words.rate}
      head={[
        words.month,
        words.visited,
        words.alive,
        ...linkStates.slice(1).map((state) => words.states[state].label),
      ]}
      numeric={[1, 2, 3, 4, 5, 6, 7]}
      rows={months.toReversed().map(({ month, visited, states }) => ({
        key: month,
        cells: [
          month,
          formatNumber(visited, defaultLocale),
          toShare(states.ok + states.moved, visited),
          ...linkStates.slice(1).map((state) => formatNumber(states[state], defaultLocale)),
        ],
      }))}
    />
  );
}

/** Each address with the sources that it is cited for. */
export function LinkAddresses({ links }: { links: LinkHealth['links'] }) {
  const words = getMessages().checks.links;
  return (
    <Table
      caption={words.addresses}
      head={[words.source, words.address, words.state]}
      rows={links.map((link) => ({
        key: link.url,
        cells: [
          link.works.map((work) => (
            <a key={work.href} href={work.href}>
              <bdi lang={work.titleLang}>{work.title}</bdi>
            </a>
          )),
          <a key="address" href={link.url} rel="noreferrer" className={styles.address}>
            <bdi>{link.url}</bdi>
          </a>,
          <LinkMark key="state" link={link} />,
        ],
      }))}
    />
  );
}

function toShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  return new Intl.NumberFormat(defaultLocale, { style: 'percent', maximumFractionDigits: 1 }).format(
    part / whole,
  );
}
