import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatNumber } from '#lib/messages/format.ts';
import { insteadOfLink } from './instead-of-link.ts';
import styles from './pager.module.css';

type Props = {
  page: number;
  pages: number;
  /** Of what, where a page has several. */
  of?: string;
  /** Path and query of a page. */
  toHref: (page: number) => string;
  /** Where a page can be shown in place; a new tab still follows the link. */
  onPage?: (page: number) => void;
};

export function Pager({ page, pages, of, toHref, onPage }: Props) {
  const { pager } = getMessages().site;
  if (pages <= 1) return null;
  return (
    <nav aria-label={of === undefined ? pager.label : fill(pager.labelOf, { of })} className={styles.pager}>
      {page > 1 && (
        <a href={toHref(page - 1)} rel="prev" onClick={onPage && insteadOfLink(() => onPage(page - 1))}>
          ← {pager.previous}
        </a>
      )}
      <span>
        {fill(pager.page, {
          page: formatNumber(page, defaultLocale),
          pages: formatNumber(pages, defaultLocale),
        })}
      </span>
      {page < pages && (
        <a href={toHref(page + 1)} rel="next" onClick={onPage && insteadOfLink(() => onPage(page + 1))}>
          {pager.next} →
        </a>
      )}
    </nav>
  );
}
