import { toKind } from '#lib/claims/entity-schema.ts';
import { flowBases, flowKinds, powerActions } from '#lib/claims/object-schema.ts';
import type { EntityKindName } from '#lib/claims/predicate-schema.ts';
import { askParty, askPartyOrNone } from './ask-party.ts';
import { askList, line, type Option, type Prompt, pick, type Step } from './prompt.ts';

export type PartQuestions = {
  findEntities: (query: string, kinds: EntityKindName[]) => Option[];
  /** Codes of a vocabulary. */
  terms: (vocabulary: string) => Option[];
  accept: (object: unknown) => Step;
};

const categories = 'data-categories';
const noLaw: Option = { value: '', label: 'no law is named' };
const toOptions = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** A power, part by part: who may do what with what, towards whom, under which condition and law. */
export function askPower({ findEntities, terms, accept }: PartQuestions): Prompt {
  const bodies = (query: string) => findEntities(query, ['organization']);
  return askParty('Who has the power', bodies, (holder) => ({
    ask: pick('What they may do', toOptions(powerActions), (action) => ({
      ask: askList(
        (soFar, more, none) => ({
          ...pick(soFar.length === 0 ? 'With what' : `With what besides ${soFar.join(', ')}`, [], more),
          find: (query) => [
            ...(query === '' && none !== undefined ? [none] : []),
            ...pick('', terms(categories), more).find(query),
            ...findEntities(query, ['program']),
          ],
        }),
        (values) => ({
          ask: askPartyOrNone('Towards whom', bodies, (counterparty) => ({
            ask: line('Under which condition', '', 'enter for none', (condition) => ({
              ask: line('With which safeguard', '', 'enter for none', (safeguard) => ({
                ask: askLaw(findEntities, (law) => ({
                  ask: line('Which provision', '', 'enter for none', (provision) =>
                    accept(
                      given({
                        type: 'power',
                        holder,
                        action,
                        objects: values.map((value) =>
                          toKind(value) === 'program'
                            ? { type: 'entity', id: value }
                            : { type: 'term', vocabulary: categories, code: value },
                        ),
                        counterparty,
                        condition,
                        safeguard,
                        law,
                        provision,
                      }),
                    ),
                  ),
                })),
              })),
            })),
          })),
        }),
      ),
    })),
  }));
}

/** A flow of data, part by part: from whom to whom, which data, how, and on which basis. */
export function askFlow({ findEntities, terms, accept }: PartQuestions): Prompt {
  const bodies = (query: string) => findEntities(query, ['organization']);
  const program: Option = { value: '', label: 'no program is named' };
  return askParty('From whom', bodies, (from) => ({
    ask: askParty('To whom', bodies, (to) => ({
      ask: askList(
        (soFar, more, none) => {
          const title = soFar.length === 0 ? 'Which data' : `Which data besides ${soFar.join(', ')}`;
          return pick(title, [...(none === undefined ? [] : [none]), ...terms(categories)], more);
        },
        (values) => ({
          ask: pick('How it goes', toOptions(flowKinds), (kind) => ({
            ask: pick('How it is known or ruled', toOptions(flowBases), (basis) => ({
              ask: askLaw(findEntities, (law) => ({
                ask: orNone('For which program', program, findEntities, ['program'], (id) =>
                  accept(
                    given({ type: 'flow', from, to, categories: values, kind, basis, law, program: id }),
                  ),
                ),
              })),
            })),
          })),
        }),
      ),
    })),
  }));
}

function askLaw(findEntities: PartQuestions['findEntities'], done: (id: string | undefined) => Step): Prompt {
  return orNone('Which law', noLaw, findEntities, ['law', 'provision'], done);
}

function orNone(
  title: string,
  none: Option,
  findEntities: PartQuestions['findEntities'],
  kinds: EntityKindName[],
  done: (id: string | undefined) => Step,
): Prompt {
  return {
    ...pick(title, [], (id) => done(id === '' ? undefined : id)),
    find: (query) => [...(query === '' ? [none] : []), ...findEntities(query, kinds)],
  };
}

/** Without the parts that were answered with nothing. */
function given(parts: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
}
