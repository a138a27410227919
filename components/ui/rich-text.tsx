import { type EntityRef, labelText, type Piece } from '#lib/claims/rich-text.ts';
import { getMessages } from '#lib/messages/catalog.ts';

/** A sentence in pieces: names as links, a source's own words isolated with their language. */
export function RichText({ pieces }: { pieces: readonly Piece[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never move, and equal ones may repeat
  return pieces.map((piece, index) => <PieceText key={`${index}-${piece.kind}`} piece={piece} />);
}

function PieceText({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'entity':
      return <EntityLink entity={piece.ref} />;
    case 'data':
      return (
        <bdi lang={piece.lang} dir="auto">
          {piece.text}
        </bdi>
      );
    case 'link':
      return (
        <a href={piece.href}>
          <bdi>{piece.text}</bdi>
        </a>
      );
  }
}

/** A record's name as a link; a working title of ours stands in square brackets and says so. */
export function EntityLink({ entity }: { entity: EntityRef }) {
  const note = getMessages().sentences.workingTitleNote;
  return (
    <a href={entity.href} {...(entity.workingTitle ? { title: note } : {})}>
      <bdi lang={entity.lang} dir="auto">
        {labelText(entity)}
      </bdi>
    </a>
  );
}
