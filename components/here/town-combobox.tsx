'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { formatPosition, type Position, parsePosition } from '#lib/here/position-text.ts';
import type { SourceReader } from '#lib/here/read-sources.ts';
import { findGroup, type NamedTown, type TownLists } from '#lib/here/town-list.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatCount } from '#lib/messages/format.ts';
import styles from './here-finder.module.css';
import { type CountryNames, toPlaceName } from './place-name.ts';

type Props = {
  reader: SourceReader;
  countries: CountryNames;
  onTown: (town: NamedTown) => void;
  onPosition: (position: Position) => void;
};
type Group = TownLists['groups'][number];
type Option =
  | { kind: 'position'; position: Position }
  | { kind: 'town'; town: NamedTown }
  | { kind: 'more'; group: Group };

const shown = 8;
/** Stand for the lists that are loaded first. */
const firstLists = 'first';
const largeTowns = 'large';
const startsLikePosition = /^[+−-]?\d/;

/** Letters of other scripts begin no name of the list that is loaded first. */
const onlyLatin = /^\P{L}*\p{Script=Latin}/u;

/**
 * An editable combobox with a list (WAI-ARIA): arrows move, Enter chooses, Escape closes, and closed empties. The field has
 * no name and stands in no form, so nothing can send it; the search happens over lists of names in this browser.
 */
export function TownCombobox({ reader, countries, onTown, onPosition }: Props) {
  const { town: words } = getMessages().here;
  const id = useId();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // Lists being read; when one has come the search is made again.
  const [pending, setPending] = useState(0);
  const [failed, setFailed] = useState(false);
  const [lists, setLists] = useState<TownLists | null>(null);
  const [regions, setRegions] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(new Set<string>());
  const input = useRef<HTMLInputElement>(null);

  const typed = query.trim();
  const position = parsePosition(typed);
  const looksLikePosition = startsLikePosition.test(typed);
  const towns = typed === '' || looksLikePosition ? [] : reader.search(typed, shown);
  const group = typed === '' || looksLikePosition || lists === null ? undefined : findGroup(lists, typed);
  const moreToLoad = group !== undefined && !asked.current.has(group.path);
  const options: Option[] = [
    ...(position === undefined ? [] : [{ kind: 'position' as const, position }]),
    ...towns.map((town) => ({ kind: 'town' as const, town })),
    ...(moreToLoad && pending === 0 ? [{ kind: 'more' as const, group }] : []),
  ];

  const load = async (path: string, work: () => Promise<unknown>) => {
    if (asked.current.has(path)) return;
    asked.current.add(path);
    setPending((count) => count + 1);
    setFailed(false);
    try {
      await work();
    } catch {
      asked.current.delete(path);
      setFailed(true);
    }
    setPending((count) => count - 1);
  };
  const loadGroup = (wanted: Group) => load(wanted.path, () => reader.loadTowns(wanted));
  const loadFirst = (value: string) => {
    void load(firstLists, async () => {
      const [held, names] = await Promise.all([reader.getLists(), reader.getRegionNames()]);
      setLists(held);
      setRegions(names);
    });
    // The list of large towns has their main names, which are in Latin script.
    if (onlyLatin.test(value)) void load(largeTowns, () => reader.loadTowns());
  };

  // Nothing among the large towns: the reader means a smaller one or another spelling, or writes in another script.
  const nothingYet = typed !== '' && !looksLikePosition && towns.length === 0 && pending === 0 && !failed;
  useEffect(() => {
    if (!nothingYet || group === undefined || asked.current.has(group.path)) return;
    if (onlyLatin.test(typed) && typed.length < 3) return;
    const timer = setTimeout(() => void loadGroup(group), 250);
    return () => clearTimeout(timer);
  });

  const change = (value: string) => {
    setQuery(value);
    setOpen(value.trim() !== '');
    setActive(-1);
    if (value.trim() !== '' && !startsLikePosition.test(value.trim())) loadFirst(value);
  };
  const choose = (option: Option) => {
    if (option.kind === 'more') {
      void loadGroup(option.group);
      setActive(-1);
      input.current?.focus();
      return;
    }
    setOpen(false);
    setActive(-1);
    if (option.kind === 'position') onPosition(option.position);
    else {
      setQuery(option.town.name);
      onTown(option.town);
    }
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = options.length - 1;
    const move = (to: number) => {
      event.preventDefault();
      setOpen(true);
      setActive(to);
    };
    if (event.key === 'ArrowDown' && last >= 0) move(active >= last ? 0 : active + 1);
    else if (event.key === 'ArrowUp' && last >= 0) move(active <= 0 ? last : active - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      const option = open ? options[Math.max(0, active)] : undefined;
      if (option !== undefined) choose(option);
      else setOpen(options.length > 0);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (open) setOpen(false);
      else setQuery('');
      setActive(-1);
    } else if (event.key === 'Tab') setOpen(false);
  };

  const expanded = open && options.length > 0;
  return (
    <search className={styles.town}>
      <label htmlFor={`${id}-input`}>{words.label}</label>
      <div className={styles.box}>
        <input
          ref={input}
          id={`${id}-input`}
          type="text"
          role="combobox"
          aria-expanded={expanded}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-describedby={`${id}-hint`}
          {...(expanded && active >= 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={100}
          dir="auto"
          placeholder={words.placeholder}
          value={query}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
          onFocus={() => setOpen(typed !== '')}
          onBlur={() => setOpen(false)}
        />
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={words.label}
          hidden={!expanded}
          className={styles.options}
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled at the field, which keeps the focus
            <div
              key={toKey(option)}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              data-kind={option.kind}
              // The field must keep the focus, or its list would close before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <OptionText option={option} regions={regions} countries={countries} />
            </div>
          ))}
        </div>
      </div>
      <p id={`${id}-hint`} className={styles.small}>
        {words.hint}
      </p>
      <p role="status" className={styles.message}>
        {toMessage()}
      </p>
    </search>
  );

  function toMessage(): string {
    if (pending > 0) return words.loading;
    if (typed === '') return '';
    if (looksLikePosition)
      return position === undefined && /[,;\s]\s*\S/.test(typed) ? words.badPosition : '';
    if (failed) return words.failed;
    if (towns.length > 0) return open ? formatCount(towns.length, words.results, defaultLocale) : '';
    return moreToLoad || lists === null ? '' : words.none;
  }
}

function OptionText({
  option,
  regions,
  countries,
}: {
  option: Option;
  regions: ReadonlyMap<string, string>;
  countries: CountryNames;
}) {
  const { town: words } = getMessages().here;
  if (option.kind === 'position')
    return <>{fill(words.coordinates, { position: formatPosition(option.position) })}</>;
  if (option.kind === 'more') return <>{toMoreText(option.group)}</>;
  const { town } = option;
  return (
    <>
      <bdi className={styles.name}>{town.name}</bdi>{' '}
      <span className={styles.where}>
        {town.mainName !== undefined && `${fill(words.also, { name: town.mainName })} · `}
        {toPlaceName(town.area, regions.get(town.area), countries)}
      </span>
    </>
  );
}

function toMoreText({ from, to }: Group): string {
  const { town: words } = getMessages().here;
  return from === to ? fill(words.moreOne, { from }) : fill(words.more, { from: from.trim(), to: to.trim() });
}

function toKey(option: Option): string {
  if (option.kind === 'town') return `town ${option.town.id}`;
  return option.kind;
}
