import { describe, expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from '#lib/log/checkpoint.ts';
import { generateSigner, openNote, parseSigner, parseVerifier, signNote } from '#lib/log/signed-note.ts';

/** The example that the C2SP signed-note specification gives. */
const published = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};
const signer = generateSigner('dossier.test/log');
const other = generateSigner('dossier.test/log');
const checkpoint = { origin: 'dossier.test/log', size: 70_000, root: 'ab'.repeat(32) };

describe('signed notes', () => {
  test('the published example opens under its published key', () => {
    const key = parseVerifier(published.vkey);
    if (key === undefined) throw new Error('the key is well-formed');
    expect(openNote(published.note, [key])).toMatchObject({
      ok: true,
      text: 'This is an example message.\n',
      unknown: 0,
    });
  });

  test('a key survives writing and reading, and a damaged one is refused without being repeated', () => {
    expect(parseSigner(signer.secret, 'key').vkey).toBe(signer.vkey);
    expect(parseVerifier(signer.vkey)?.id).toBe(signer.id);
    expect(parseVerifier(signer.vkey.replace(signer.id, '00000000'))).toBeUndefined();
    expect(parseVerifier(`${signer.vkey}=`)).toBeUndefined();
    const damaged = signer.secret.replace(signer.id, '00000000');
    expect(() => parseSigner(damaged, 'key')).toThrow(/cannot be read/);
    try {
      parseSigner(damaged, 'key');
    } catch (error) {
      expect(String(error)).not.toContain(damaged.slice(-20));
    }
  });

  test('every single changed character spoils a note', () => {
    const note = signCheckpoint(checkpoint, [signer]);
    for (let i = 0; i < note.length; i += 1) {
      const changed = `${note.slice(0, i)}${note[i] === 'A' ? 'B' : 'A'}${note.slice(i + 1)}`;
      expect(openCheckpoint(changed, [signer]).ok, `character ${i}`).toBe(false);
    }
  });

  test('a second signature is counted, known or not; the same one twice is refused', () => {
    const note = signCheckpoint(checkpoint, [signer, other]);
    expect(openCheckpoint(note, [signer])).toMatchObject({ ok: true, unknown: 1, checkpoint });
    expect(openCheckpoint(note, [signer, other])).toMatchObject({ ok: true, unknown: 0 });
    const line = note.slice(note.indexOf('—')).split('\n')[0];
    expect(openCheckpoint(`${note}${line}\n`, [signer]).ok).toBe(false);
  });

  test('a checkpoint with extension lines, a padded size or the name of another log is no checkpoint', () => {
    const root = Buffer.from(checkpoint.root, 'hex').toString('base64');
    const read = (text: string) => openCheckpoint(signNote(text, [signer]), [signer]).ok;
    expect(read(`dossier.test/log\n7\n${root}\n`)).toBe(true);
    expect(read(`dossier.test/log\n7\n${root}\nmore\n`)).toBe(false);
    expect(read(`dossier.test/log\n07\n${root}\n`)).toBe(false);
    expect(read(`dossier.test/log\n-7\n${root}\n`)).toBe(false);
    expect(read(`dossier.test/other\n7\n${root}\n`)).toBe(false);
    expect(read(`dossier.test/log\n7\n${root.slice(4)}\n`)).toBe(false);
  });
});
