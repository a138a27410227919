export async function readStdinBytes(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The parent decoded the bytes already: what comes in is UTF-8. */
export async function readStdin(): Promise<string> {
  return (await readStdinBytes()).toString('utf8');
}
