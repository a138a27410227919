import { labelText, type Piece, toPlainText } from '#lib/claims/rich-text.ts';
import { getDb } from '#lib/db.ts';
import { decideLegalStatus, type LegalStatus } from '#lib/laws/legal-status.ts';
import { findLaws, findPowers, findStages } from '#lib/laws/queries.ts';
import { getMessages } from '#lib/messages/catalog.ts';
import { findPlacePage } from '#lib/places/queries.ts';
import { refSelect, toRef } from './context.ts';
import { findClaims, findFactGroups } from './queries.ts';
import type { ClaimView, FactRow } from './view.ts';

const platform = 'program.cetc-antiterror-platform';

/** Markdown: the questions of the first dossier, each answered by rows of the database and nothing else. */
export async function answerQuestions(): Promise<string> {
  const sections = [
    await dataCategories(),
    await oneAnonymousSource(),
    await stance('denies', 'Who denies what?', 'Denied'),
    await stance('no_comment', 'Who did not answer?', 'Asked about'),
    await lawsInForce(['2015-12-31', '2016-03-03']),
    await powers('2016-03-03'),
    await coverage('gn-1280737', 'What does Lhasa get?'),
    await coverage('HK', 'What does Hong Kong get?'),
  ];
  return `# What the database answers

Written by \`npm run answers\` from the database alone; a test compares it with a freshly loaded one. Each answer names the
claims that it rests on (\`/claims/<id>\` on the site).

${sections.join('\n\n')}
`;
}

async function dataCategories(): Promise<string> {
  const groups = await findFactGroups(platform);
  const rows = groups
    .flatMap((group) => group.predicates)
    .filter((entry) => entry.predicate === 'program.data_category')
    .flatMap((entry) => entry.rows);
  const lines = rows.flatMap((row) =>
    row.supports.map((claim) => [
      plain(claim.value),
      plain(claim.speaker),
      claim.modality,
      wording(row.wording),
      ids([claim]),
    ]),
  );
  return table(
    'Which data categories does the antiterrorism platform take, and who says so?',
    ['Data', 'Said by', 'As', 'Wording', 'Claim'],
    lines,
  );
}

async function oneAnonymousSource(): Promise<string> {
  const facts = await getDb().fact.findMany({
    where: { wording: 'alleged_anonymously' },
    select: { entityId: true },
    distinct: ['entityId'],
    orderBy: { entityId: 'asc' },
  });
  const lines: string[][] = [];
  for (const { entityId } of facts) {
    const rows = (await findFactGroups(entityId)).flatMap((group) =>
      group.predicates.flatMap((entry) => entry.rows),
    );
    for (const row of rows.filter((candidate) => candidate.wording === 'alleged_anonymously')) {
      for (const claim of row.supports) {
        lines.push([
          labelText(claim.subject),
          claim.says,
          claim.modality,
          plain(claim.speaker),
          ids([claim]),
        ]);
      }
    }
  }
  return table(
    'What rests on one anonymous source?',
    ['About', 'Statement', 'As', 'Speaker', 'Claims'],
    lines,
  );
}

async function stance(value: 'denies' | 'no_comment', title: string, column: string): Promise<string> {
  const claims = await findClaims({ stance: value, reviewState: { not: 'withdrawn' } });
  return table(
    title,
    ['Who', column, 'In our words', 'Claim'],
    claims.map((claim) => [plain(claim.speaker), labelText(claim.subject), claim.says, ids([claim])]),
  );
}

async function lawsInForce(days: string[]): Promise<string> {
  const laws = await findLaws();
  const stages = await findStages(laws.map((law) => law.ref.id));
  const lines = laws.map((law) => [
    labelText(law.ref),
    ...days.map((day) => legal(decideLegalStatus(stages.get(law.ref.id) ?? [], day))),
  ]);
  return table('Which law was in force?', ['Law', ...days], lines);
}

async function powers(day: string): Promise<string> {
  const rows = await findPowers({}, day);
  const lines = rows.map((row) => [
    plain(row.holder),
    row.action.replaceAll('_', ' '),
    plain(row.objects),
    row.counterparty ? plain(row.counterparty) : 'not said',
    row.condition ?? 'none given',
    row.law ? labelText(row.law) : 'no statute named',
    row.status ? legal(row.status) : 'said of the present',
    ids(row.claims),
  ]);
  return table(
    `What may be compelled or reached, from whom, when? (as of ${day})`,
    ['Holder', 'May', 'What', 'From whom', 'Condition', 'Law', `On ${day}`, 'Claims'],
    lines,
  );
}

async function coverage(code: string, title: string): Promise<string> {
  const place = await findPlacePage(code);
  if (place === undefined) throw new Error(`no place ${code}: load the packs first`);
  const rows = await getDb().coverage.findMany({
    where: { placeId: { in: place.chain }, recordId: null },
    include: { subject: { select: refSelect }, place: { select: refSelect } },
    orderBy: [{ subjectId: 'asc' }, { placeId: 'asc' }],
  });
  const chain = `Scope is taken over from: ${place.chainRefs.map(labelText).join(' → ')}.`;
  const lines = rows.map((row) => [
    labelText(toRef(row.subject)),
    row.relation,
    labelText(toRef(row.place)),
    row.modality,
    wording(row.wording),
  ]);
  return table(title, ['Program or law', 'Scope', 'By its scope in', 'As', 'Wording'], lines, chain);
}

function table(title: string, head: string[], lines: string[][], note = ''): string {
  const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const body =
    lines.length === 0
      ? 'Nothing is held. That is not a finding that there is nothing.'
      : [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n');
  return [`## ${title}`, note, body].filter((part) => part !== '').join('\n\n');
}

/** The state without its date, which the table's head gives. */
function legal(status: LegalStatus): string {
  return status.state.replaceAll('_', ' ');
}

function plain(pieces: readonly Piece[]): string {
  return toPlainText(pieces);
}

function ids(claims: readonly ClaimView[]): string {
  return claims.map((claim) => `\`${claim.id.split('.').at(-1)}\``).join(' ');
}

function wording(code: FactRow['wording']): string {
  return getMessages().evidence.wording[code].label;
}
