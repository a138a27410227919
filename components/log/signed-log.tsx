import { defaultLocale, getMessages } from '#lib/messages/catalog.ts';
import { fill, formatMoment, formatNumber } from '#lib/messages/format.ts';

/** How far the log is signed, where its checkpoint and keys are, and what all that does not prove. */
export function SignedLog({
  checkpoint,
  keys,
}: {
  checkpoint: { size: number; signedAt: Date } | undefined;
  /** Verifier keys. */
  keys: readonly string[];
}) {
  const words = getMessages().lists.log;
  if (checkpoint === undefined) return <p>{words.unsigned}</p>;
  return (
    <>
      <p>
        {fill(words.signed, {
          size: formatNumber(checkpoint.size, defaultLocale),
          at: formatMoment(checkpoint.signedAt, defaultLocale),
        })}{' '}
        <a href="/log/checkpoint">{words.checkpoint}</a>, <a href="/log/keys.txt">{words.keys}</a>.{' '}
        {words.keyHint}
      </p>
      {keys.map((key) => (
        <p key={key}>
          <code>{key}</code>
        </p>
      ))}
      <p>{words.limits}</p>
    </>
  );
}
