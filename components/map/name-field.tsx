'use client';

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { z } from 'zod';
import { type NamedKind, type NameSuggestion, nameSuggestionSchema } from '#lib/devices/filter-names.ts';
import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { formatCount } from '#lib/messages/format.ts';
import styles from './map.module.css';
import { fetchJson } from './tile-sets.ts';

type Props = { kind: NamedKind; label: string; onChoose: (found: NameSuggestion) => void };

/** A field that suggests names held, as the pattern "combobox with a list" of the ARIA authoring practices describes it. */
export function NameField({ kind, label, onChoose }: Props) {
  const { map } = getMessages();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const found = useSuggestions(kind, typed);
  const shown = open && typed.trim() !== '' && found !== null;
  const choose = (suggestion: NameSuggestion) => {
    setTyped('');
    setOpen(false);
    onChoose(suggestion);
  };
  const handleKey = (event: KeyboardEvent) => {
    const list = found?.state === 'found' ? found.names : [];
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (list.length > 0)
        setActive((held) => (held + step + list.length + (held < 0 ? 1 : 0)) % list.length);
    } else if (event.key === 'Enter' && shown) {
      event.preventDefault();
      const chosen = list[active] ?? list[0];
      if (chosen !== undefined) choose(chosen);
    }
  };
  return (
    <div className={styles.nameField}>
      <label htmlFor={`${id}-field`}>{label}</label>
      <input
        id={`${id}-field`}
        type="text"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={map.typeName}
        value={typed}
        onChange={(event) => {
          event.stopPropagation();
          setTyped(event.currentTarget.value);
          setActive(-1);
          setOpen(true);
        }}
        onKeyDown={handleKey}
        onBlur={() => setOpen(false)}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.suggestions} hidden={!shown}>
        {found?.state === 'found' &&
          found.names.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which keeps the focus
            <div
              key={suggestion.slug}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Before the field loses the focus, which would close the list under the pointer.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
            >
              <bdi lang={suggestion.lang}>{suggestion.label}</bdi>
              {suggestion.note !== '' && <span className={styles.choiceCount}>{suggestion.note}</span>}
            </div>
          ))}
      </div>
      <p className={styles.fieldState} role="status">
        {shown && found.state === 'failed' && map.namesFailed}
        {shown &&
          found.state === 'found' &&
          (found.names.length === 0
            ? map.noNames
            : formatCount(found.names.length, map.namesFound, defaultLocale))}
      </p>
    </div>
  );
}

type Suggestions = { state: 'found'; names: NameSuggestion[] } | { state: 'failed' };

/** Names for what was typed, a moment after the last key; null before the first answer. */
function useSuggestions(kind: NamedKind, typed: string): Suggestions | null {
  const [found, setFound] = useState<Suggestions | null>(null);
  useEffect(() => {
    const text = typed.trim();
    if (text === '') {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ kind, q: text });
      fetchJson(`/tiles/names.json?${query}`, z.array(nameSuggestionSchema), abort.signal).then(
        (names) => setFound({ state: 'found', names }),
        () => {
          if (!abort.signal.aborted) setFound({ state: 'failed' });
        },
      );
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [kind, typed]);
  return found;
}
