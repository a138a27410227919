import type { Metadata } from 'next';
import { DeploymentTable } from '#components/programs/deployment-table.tsx';
import { SystemList } from '#components/programs/system-list.tsx';
import { FilterForm, SelectField } from '#components/ui/filter-form.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { Section } from '#components/ui/section.tsx';
import { getMessages } from '#lib/messages/catalog.ts';
import {
  deploymentsPerPage,
  findDeploymentChoices,
  findDeployments,
  findSystems,
  systemsPerPage,
} from '#lib/programs/queries.ts';
import { toMetadata } from '../page-metadata.ts';
import { readPage, readText, type SearchState, toHref } from '../search-state.ts';

export function generateMetadata(): Metadata {
  const { title, deck } = getMessages().lists.programs;
  return toMetadata({ title, description: deck, path: '/programs' });
}

export default async function ProgramsPage({ searchParams }: { searchParams: SearchState }) {
  const state = await searchParams;
  const place = readText(state.place);
  const technology = readText(state.technology);
  const organization = readText(state.organization);
  const page = readPage(state.page);
  const systemsPage = readPage(state.systems);
  const filter = {
    ...(place === '' ? {} : { place: `place.${place}` }),
    ...(technology === '' ? {} : { technology: `tech.${technology}` }),
  };
  const [systems, deployments, choices] = await Promise.all([
    organization === '' ? findSystems(filter) : [],
    findDeployments({ ...filter, ...(organization === '' ? {} : { organization }) }, page),
    findDeploymentChoices(),
  ]);
  const { lists } = getMessages();
  const words = lists.programs;
  const pages = Math.max(1, Math.ceil(systems.length / systemsPerPage));
  const at = Math.min(systemsPage, pages);
  const shown = systems.slice((at - 1) * systemsPerPage, at * systemsPerPage);
  return (
    <>
      <PageHeader title={words.title} deck={words.deck}>
        <FilterForm action="/programs" reset={place !== '' || technology !== '' || organization !== ''}>
          <SelectField
            name="place"
            label={words.place}
            value={place}
            choices={choices.places.map((ref) => ({
              value: ref.id.replace(/^place\./, ''),
              label: ref.label,
            }))}
          />
          <SelectField
            name="technology"
            label={words.technology}
            value={technology}
            choices={choices.technologies.map((ref) => ({
              value: ref.id.replace(/^tech\./, ''),
              label: ref.label,
            }))}
          />
        </FilterForm>
      </PageHeader>
      {organization === '' && (
        <Section id="systems" title={words.systems}>
          {systems.length === 0 ? <p>{words.systemsEmpty}</p> : <SystemList systems={shown} />}
          <Pager
            page={at}
            pages={pages}
            of={words.systems}
            toHref={(next) => toHref('/programs', { place, technology, systems: next })}
          />
        </Section>
      )}
      <Section id="deployments" title={words.deployments} note={words.deploymentsNote}>
        {deployments.total === 0 ? (
          <p>{words.deploymentsEmpty}</p>
        ) : (
          <>
            <DeploymentTable rows={deployments.rows} total={deployments.total} />
            <Pager
              page={page}
              of={words.deployments}
              pages={Math.ceil(deployments.total / deploymentsPerPage)}
              toHref={(next) =>
                `${toHref('/programs', {
                  place,
                  technology,
                  organization,
                  systems: at > 1 ? at : '',
                  page: next,
                })}#deployments`
              }
            />
          </>
        )}
      </Section>
    </>
  );
}
