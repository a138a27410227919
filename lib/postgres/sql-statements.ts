export type SqlStatement = {
  /** Statement without the closing semicolon. */
  text: string;
  /** Line of its first character in the file, from 1. */
  line: number;
};

/**
 * Splits a SQL script at its top-level semicolons, so that an error can name the statement's line. Knows quoted text
 * (`'…'`, `E'…'`, `"…"`, `$tag$…$tag$`) and both kinds of comment; `BEGIN ATOMIC` bodies are not supported.
 */
export function splitStatements(script: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = 0;
  for (let at = 0; at <= script.length; ) {
    if (at === script.length || script[at] === ';') {
      pushStatement(statements, script, start, at);
      start = at + 1;
      at += 1;
    } else {
      at = skipToken(script, at);
    }
  }
  return statements;
}

/** Index after the token that begins at `at`: a quoted text, a comment, or a single character. */
function skipToken(script: string, at: number): number {
  const two = script.slice(at, at + 2);
  if (two === '--') return endOf(script, '\n', at);
  if (two === '/*') return skipBlockComment(script, at);
  const character = script[at];
  if (character === '"') return skipQuoted(script, at, '"', false);
  if (character === "'")
    return skipQuoted(script, at, "'", /(^|[^\w$])[eE]$/.test(script.slice(Math.max(0, at - 2), at)));
  if (character === '$' && !/[\w$]/.test(script[at - 1] ?? ' ')) {
    const tag = /^\$(?:[A-Za-z_]\w*)?\$/.exec(script.slice(at, at + 70))?.[0];
    if (tag !== undefined) return endOf(script, tag, at + tag.length);
  }
  return at + 1;
}

function skipQuoted(script: string, at: number, quote: string, backslashes: boolean): number {
  let next = at + 1;
  while (next < script.length) {
    if (backslashes && script[next] === '\\') next += 2;
    else if (script[next] !== quote) next += 1;
    else if (script[next + 1] === quote) next += 2;
    else return next + 1;
  }
  return script.length;
}

/** Block comments nest in Postgres. */
function skipBlockComment(script: string, at: number): number {
  let depth = 0;
  let next = at;
  while (next < script.length) {
    const two = script.slice(next, next + 2);
    if (two === '/*') depth += 1;
    else if (two === '*/') depth -= 1;
    next += two === '/*' || two === '*/' ? 2 : 1;
    if (depth === 0) return next;
  }
  return script.length;
}

function endOf(script: string, mark: string, from: number): number {
  const found = script.indexOf(mark, from);
  return found === -1 ? script.length : found + mark.length;
}

function pushStatement(statements: SqlStatement[], script: string, start: number, end: number): void {
  const raw = script.slice(start, end);
  const lead = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(raw)?.[0].length ?? 0;
  const text = raw.slice(lead).trimEnd();
  if (text === '') return;
  statements.push({ text, line: script.slice(0, start + lead).split('\n').length });
}
