import { crc32 } from 'node:zlib';

export type ZipEntry = { path: string; bytes: Uint8Array };

/** The oldest date that the format knows: equal content gives equal bytes, whenever it is written. */
const dosDate = 0x0021;
const maxBytes = 0xffff_fffe;
const utf8Names = 0x0800;

/**
 * A ZIP file whose entries are stored, not compressed, as WACZ wants its archives. Small on purpose: no folders, no ZIP64.
 *
 * @throws RangeError beyond 4 GB or 65,534 entries, for a path twice, or one that leads out of the folder
 */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const seen = new Set<string>();
  let offset = 0;
  for (const { path, bytes } of entries) {
    if (!/^[^/\\]/.test(path) || path.split('/').some((part) => part === '' || part === '.' || part === '..'))
      throw new RangeError(`“${path}” is no path inside a ZIP file`);
    if (seen.has(path)) throw new RangeError(`“${path}” stands twice in a ZIP file`);
    seen.add(path);
    const name = Buffer.from(path);
    const fields = toFields(name, bytes);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    fields.copy(header, 4);
    parts.push(header, name, bytes);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    // Made by version 2.0 on a Unix; nobody but the owner may read what is unpacked.
    entry.writeUInt16LE(0x0314, 4);
    fields.copy(entry, 6);
    entry.writeUInt32LE(0o100600 * 0x10000, 38);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, name);
    offset += header.length + name.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  if (offset + central.length > maxBytes || entries.length > 0xfffe)
    throw new RangeError('A ZIP file without ZIP64 holds 4 GB and 65,534 entries at most');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** What both headers of an entry have in common: from the version that reads it to the length of the extra field. */
function toFields(name: Buffer, bytes: Uint8Array): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(utf8Names, 2);
  fields.writeUInt16LE(0, 4);
  fields.writeUInt16LE(0, 6);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}
