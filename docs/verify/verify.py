#!/usr/bin/env python3
"""Checks an export or a proof of Public Dossier with nothing but Python 3.8+ and the `openssl` command (3.0 or newer).

    python3 verify.py <export folder>  [--vkey KEY]... [--since CHECKPOINT] [--json]
    python3 verify.py <file.tlog-proof> --vkey KEY [--json]
    python3 verify.py --batch [--vkey KEY]...    folders on stdin, or {"target": ..., "since": note}; one line of JSON each

KEY is a verifier key (<name>+<8 hex digits>+<base64>) or a file that holds some. CHECKPOINT is a signed note that you kept earlier.
Exit code 0: sound. 2: not sound, and the first bad thing is named. 1: it could not be checked.

Written from docs/ledger.md and the published formats (RFC 6962, RFC 8785, C2SP signed-note, tlog-checkpoint, tlog-tiles,
tlog-proof), apart from the project's own verifier, so that one mistake does not hide in both.
"""
import argparse
import base64
import binascii
import datetime
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

FORMAT = "public-dossier/export@2"
OPERATIONS = {"create", "update", "withdraw", "redact", "load", "verify", "merge"}
RECORD_FILES = {
    "entity": "curated/declarations.jsonl",
    "work": "curated/works.jsonl",
    "capture": "curated/captures.jsonl",
    "passage": "curated/passages.jsonl",
    "claim": "curated/claims.jsonl",
    "link": "curated/links.jsonl",
    "inference": "curated/inferences.jsonl",
    "unknown": "curated/unknowns.jsonl",
}
HEX64 = re.compile(r"[0-9a-f]{64}")
MAX_SAFE = 2**53 - 1
MALFORMED = (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)


class Problem(Exception):
    """Something is not what it was."""

    def __init__(self, where, what):
        super().__init__("%s: %s" % (where, what))
        self.where, self.what = where, what


class CannotCheck(Exception):
    """The check itself cannot be made."""


# ── Hashes and trees (RFC 6962 §2.1) ─────────────────────────────────────────────────────────────────────────────


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(data):
    return sha256(b"\x00" + data)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


class Tree:
    """Grows leaf by leaf; keeps (size, root) of each complete subtree, the largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def push(self, node):
        count = 1
        while self.peaks and self.peaks[-1][0] == count:
            node = node_hash(self.peaks.pop()[1], node)
            count *= 2
        self.peaks.append((count, node))
        self.size += 1

    def root(self):
        if not self.peaks:
            return sha256(b"")
        root = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def in_tree(index, size, leaf, root, proof):
    """RFC 9162 §2.1.3.2."""
    if index >= size:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


# ── Canonical JSON (RFC 8785) ────────────────────────────────────────────────────────────────────────────────────


def _refuse_constant(name):
    raise ValueError(name)


_ODD = []


def _to_float(digits):
    _ODD.append(digits)
    return float(digits)


def _to_int(digits):
    value = int(digits)
    return value if abs(value) <= MAX_SAFE else _to_float(digits)


_PLAIN = json.JSONDecoder(parse_constant=_refuse_constant)
_EXACT = json.JSONDecoder(parse_float=_to_float, parse_int=_to_int, parse_constant=_refuse_constant)
_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def parse_json(text):
    return _PLAIN.decode(text)


def is_canonical(text):
    """The value, and whether the text is its one canonical spelling."""
    _ODD.clear()
    try:
        value = _EXACT.decode(text)
        # Python writes some numbers differently from ECMAScript, and sorts keys beyond the basic plane differently.
        odd = bool(_ODD) or max(text) > "\uffff"
        return value, (write_canonical(value) if odd else _SORTED.encode(value)) == text
    except MALFORMED:
        return None, False


def write_canonical(value):
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{%s}" % ",".join("%s:%s" % (json.dumps(key, ensure_ascii=False), write_canonical(value[key])) for key in keys)
    if isinstance(value, list):
        return "[%s]" % ",".join(write_canonical(item) for item in value)
    if isinstance(value, float):
        return write_number(value)
    return json.dumps(value, ensure_ascii=False)


def write_number(value):
    """ECMAScript Number::toString: the shortest digits, exponents only below 1e-6 and from 1e21."""
    if value == 0:
        return "0"
    if value in (float("inf"), float("-inf")):
        raise ValueError("out of range")
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = float.__repr__(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return "%s%s%se%s%d" % (sign, digits[0], tail, "+" if power > 0 else "-", abs(power))


# ── Signed notes and checkpoints (C2SP) ──────────────────────────────────────────────────────────────────────────


def decode_base64(text):
    """Bytes of canonical base64, or None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def parse_vkey(vkey):
    """(name, id, public key), or None."""
    parts = vkey.split("+", 2)
    data = decode_base64(parts[2]) if len(parts) == 3 else None
    if data is None or len(data) != 33 or data[0] != 1 or not parts[0] or re.search(r"\s", parts[0]):
        return None
    expected = sha256(parts[0].encode("utf-8") + b"\n" + data)[:4].hex()
    return (parts[0], parts[1], data[1:]) if parts[1] == expected else None


@functools.lru_cache(maxsize=4096)
def is_signed(public_key, text, signature):
    """Ed25519 by the openssl command; Python's standard library has none."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        der = bytes.fromhex("302a300506032b6570032100") + public_key
        for name, data in (("key", der), ("text", text), ("signature", signature)):
            paths[name] = os.path.join(folder, name)
            with open(paths[name], "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"]]
        command += ["-rawin", "-in", paths["text"], "-sigfile", paths["signature"]]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        except FileNotFoundError:
            raise CannotCheck("the openssl command is missing")
    if b"unknown option" in done.stderr.lower():
        raise CannotCheck("this openssl cannot check Ed25519; version 3.0 or newer can")
    return done.returncode == 0


def open_note(note, keys, where):
    """The text, the keys that signed it, and how many other signatures there are."""
    split = note.rfind("\n\n")
    if split == -1 or not note.endswith("\n"):
        raise Problem(where, "it is no signed note")
    text = note[: split + 1]
    if any(ord(char) < 32 or 127 <= ord(char) < 160 for char in text.replace("\n", "")):
        raise Problem(where, "its text holds control characters")
    signed_by, unknown = [], 0
    lines = note[split + 2 : -1].split("\n")
    if len(lines) > 16:
        raise Problem(where, "it has too many signatures")
    for line in lines:
        match = re.fullmatch(r"— (\S+) (\S+)", line)
        data = decode_base64(match.group(2)) if match else None
        if data is None or len(data) < 5:
            raise Problem(where, "one of its signature lines is malformed")
        key = next((key for key in keys if key[0] == match.group(1) and key[1] == data[:4].hex()), None)
        if key is None:
            unknown += 1
        elif key in signed_by:
            raise Problem(where, "a key signed it twice")
        elif not is_signed(key[2], text.encode("utf-8"), data[4:]):
            raise Problem(where, "its signature by %s (%s) is wrong" % key[:2])
        else:
            signed_by.append(key)
    if not signed_by:
        raise Problem(where, "none of the expected keys signed it")
    return text, signed_by, unknown


def open_checkpoint(note, keys, where):
    """(origin, size, root), the keys that signed, and how many other signatures there are."""
    text, signed_by, unknown = open_note(note, keys, where)
    match = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n", text)
    root = decode_base64(match.group(3)) if match else None
    if root is None or len(root) != 32 or int(match.group(2)) > MAX_SAFE:
        raise Problem(where, "its text is no checkpoint")
    if any(name != match.group(1) for name, _, _ in signed_by):
        raise Problem(where, "its origin is not the name of the key")
    return (match.group(1), int(match.group(2)), root), signed_by, unknown


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────


def is_text(value, low, high=None):
    return isinstance(value, str) and low <= len(value) and (high is None or len(value) <= high)


def is_count(value, low):
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= MAX_SAFE


def is_hex(value):
    return isinstance(value, str) and HEX64.fullmatch(value) is not None


def is_time(value):
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z", value):
        return False
    try:
        datetime.datetime(int(value[:4]), *(int(value[start : start + 2]) for start in (5, 8, 11, 14, 17)))
        return True
    except ValueError:
        return False


def parse_entry(text):
    """The entry, or None where the text is not the canonical JSON of one."""
    entry, canonical = is_canonical(text)
    keys = {"v", "kind", "id", "version", "op", "actor", "at", "reason", "prev", "commit"}
    if not canonical or not isinstance(entry, dict) or set(entry) != keys:
        return None
    good = (
        is_count(entry["v"], 1) and entry["v"] == 1
        and is_text(entry["kind"], 1, 40) and is_text(entry["id"], 1, 300) and is_text(entry["reason"], 1)
        and is_count(entry["version"], 1) and isinstance(entry["op"], str) and entry["op"] in OPERATIONS
        and isinstance(entry["actor"], str) and re.fullmatch(r"[a-z]+:[a-z0-9-]+", entry["actor"]) is not None
        and is_time(entry["at"]) and (entry["prev"] is None or is_hex(entry["prev"])) and is_hex(entry["commit"])
    )
    return entry if good else None


# ── The ledger of an export ──────────────────────────────────────────────────────────────────────────────────────


def read_lines(root, path, keys=None):
    """Number, text and value of each line of a JSON-lines file."""
    number = 0
    with open(os.path.join(root, path), "rb") as file:
        for raw in file:
            number += 1
            try:
                text = (raw[:-1] if raw.endswith(b"\n") else raw).decode("utf-8")
                value = parse_json(text)
                if not isinstance(value, dict) or (keys is not None and set(value) != keys):
                    raise ValueError
            except MALFORMED:
                raise Problem("%s:%d" % (path, number), "this line is not what it must be")
            yield number, text, value


def read_rows(root):
    """Entries, each with its content and salt, or with None."""
    contents = read_lines(root, "log/contents.jsonl", {"index", "salt", "content"})
    waiting = next(contents, None)
    keys = {"index", "recordKind", "recordId", "version", "entry", "leafHash"}
    for number, _, row in read_lines(root, "log/entries.jsonl", keys):
        if not is_text(row["entry"], 0, 1024):
            raise Problem("log/entries.jsonl:%d" % number, "this line is not what it must be")
        row["salt"] = row["content"] = None
        if waiting is not None and waiting[2]["index"] == row["index"]:
            row["salt"], row["content"] = waiting[2]["salt"], waiting[2]["content"]
            waiting = next(contents, None)
        yield row
    if waiting is not None:
        raise Problem("log/contents.jsonl:%d" % waiting[0], "content out of order or without an entry")


class Log:
    """Reads the ledger from its first entry to its last; everything later checks leans on what it found."""

    def __init__(self, root, since_size):
        self.root_folder, self.since_size, self.since_root = root, since_size, None
        self.tree, self.tips, self.newest, self.loads = Tree(), {}, {}, {}
        self.gaps, self.redacted, self.tiles = {}, set(), Tiles(root)
        heads = (row for _, _, row in read_lines(root, "log/heads.jsonl", {"size", "root", "at"}))
        head = next(heads, None)
        self.note_root()
        for row in read_rows(root):
            where = "log entry %s (%s %s)" % (row["index"], row["recordKind"], row["recordId"])
            self.add(row, head, where)
            if head is not None and head["size"] == self.tree.size:
                if head["root"] != self.tree.root().hex():
                    raise Problem(where, "the head over %d entries has another root" % head["size"])
                head = next(heads, None)
        if head is not None:
            raise Problem("log/heads.jsonl", "there is a head over %s of %d entries" % (head["size"], self.tree.size))
        for where in self.gaps.values():
            raise Problem(where, "its content is gone, and no later redaction lists it")
        self.tiles.finish()

    def note_root(self):
        if self.tree.size == self.since_size:
            self.since_root = self.tree.root()

    def add(self, row, head, where):
        if not is_count(row["index"], 0) or row["index"] != self.tree.size:
            raise Problem(where, "index %d is expected: entries are missing or moved" % self.tree.size)
        entry = parse_entry(row["entry"])
        if entry is None:
            raise Problem(where, "its text is not the canonical JSON of an entry")
        data = row["entry"].encode("utf-8")
        leaf = leaf_hash(data)
        if leaf.hex() != row["leafHash"]:
            raise Problem(where, "its leaf hash is not the hash of its text")
        if (entry["kind"], entry["id"], entry["version"]) != (row["recordKind"], row["recordId"], row["version"]):
            raise Problem(where, "its columns differ from its text")
        key = (entry["kind"], entry["id"])
        version, prev = self.tips.get(key, (0, None))
        if entry["version"] != version + 1 or entry["prev"] != prev:
            raise Problem(where, "it does not follow the version before it")
        value = self.check_content(row, entry, key, where)
        if head is None or not is_count(head["size"], 1) or head["size"] <= row["index"]:
            raise Problem(where, "no head covers it")
        if head["at"] != entry["at"]:
            raise Problem(where, "its time differs from that of its head")
        self.tips[key] = (entry["version"], row["leafHash"])
        self.tree.push(leaf)
        self.tiles.add(data, leaf)
        self.note_root()
        if entry["op"] == "redact":
            self.take_redaction(value, key, where)
            return
        summary = None if row["content"] is None else sha256(row["content"].encode("utf-8")).hex()
        if entry["kind"] == "dataset":
            self.loads[entry["id"]] = value
        if entry["kind"] in RECORD_FILES:
            self.newest[key] = (row["index"], entry["op"] == "withdraw", summary)

    def check_content(self, row, entry, key, where):
        if row["salt"] is None or row["content"] is None:
            if entry["op"] == "redact":
                raise Problem(where, "a redaction has lost its list of versions")
            self.gaps[key + (entry["version"],)] = where
            return None
        if not is_hex(row["salt"]) or not isinstance(row["content"], str):
            raise Problem(where, "its salt or content is malformed")
        if sha256(bytes.fromhex(row["salt"]) + row["content"].encode("utf-8")).hex() != entry["commit"]:
            raise Problem(where, "its content or salt is not what it committed to")
        value, canonical = is_canonical(row["content"])
        if not canonical:
            raise Problem(where, "its content is not canonical JSON")
        return value

    def take_redaction(self, value, key, where):
        versions = value.get("redacts") if isinstance(value, dict) else None
        if not isinstance(versions, list) or not versions or not all(is_count(item, 1) for item in versions):
            raise Problem(where, "a redaction does not list versions")
        for version in versions:
            gap = key + (version,)
            if self.gaps.pop(gap, None) is not None:
                self.redacted.add(gap)
            elif gap not in self.redacted:
                raise Problem(where, "it redacts version %d, whose content is still there or never was" % version)


class Tiles:
    """Compares the tile files (C2SP tlog-tiles) with what the entries give."""

    def __init__(self, root):
        self.root, self.size, self.levels, self.bundle, self.expected = root, 0, [], b"", set()

    def add(self, entry, leaf):
        self.bundle += len(entry).to_bytes(2, "big") + entry
        self.size += 1
        node, level = leaf, 0
        while True:
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(node)
            if len(self.levels[level]) < 256:
                return
            self.compare_level(level, self.size // 256 ** (level + 1) - 1, 256)
            tree = Tree()
            for item in self.levels[level]:
                tree.push(item)
            node, self.levels[level] = tree.root(), []
            level += 1

    def finish(self):
        for level, hashes in enumerate(self.levels):
            if hashes:
                self.compare_level(level, self.size // 256 ** (level + 1), len(hashes))
        for folder, _, names in os.walk(os.path.join(self.root, "log", "tile")):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.root).replace(os.sep, "/")
                if path not in self.expected:
                    raise Problem(path, "the log has no such tile at this size")

    def compare_level(self, level, index, width):
        if level == 0:
            self.compare(self.path("entries", index, width), self.bundle)
            self.bundle = b""
        self.compare(self.path(str(level), index, width), b"".join(self.levels[level]))

    @staticmethod
    def path(level, index, width):
        groups = ["%03d" % (index % 1000)]
        while index >= 1000:
            index //= 1000
            groups.insert(0, "x%03d" % (index % 1000))
        return "log/tile/%s/%s%s" % (level, "/".join(groups), "" if width == 256 else ".p/%d" % width)

    def compare(self, path, data):
        self.expected.add(path)
        file = os.path.join(self.root, path)
        if not os.path.isfile(file):
            raise Problem(path, "this file is missing")
        if read_bytes(file) != data:
            raise Problem(path, "it does not hold what the entries give")


# ── The rest of an export ────────────────────────────────────────────────────────────────────────────────────────


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def read_text(root, path):
    try:
        return read_bytes(os.path.join(root, path)).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem(path, "it is not UTF-8 text")


def read_manifest(root):
    try:
        manifest = parse_json(read_text(root, "manifest.json"))
        for file in manifest["files"]:
            plain = re.fullmatch(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*", file["path"])
            if not plain or not is_hex(file["sha256"]) or not isinstance(file["license"], str):
                raise ValueError
        for part in manifest["parts"]:
            if not isinstance(part["folder"] + part["license"], str):
                raise ValueError
        ledger = manifest["ledger"]
        if manifest["format"] != FORMAT or not is_count(ledger["size"], 0) or not is_hex(ledger["root"]):
            raise ValueError
        if not isinstance(ledger["origin"], str) or not all(isinstance(key, str) for key in ledger["keys"]):
            raise ValueError
        return manifest
    except MALFORMED:
        raise Problem("manifest.json", "it cannot be read as a manifest")


def compare_records(root, log):
    seen = set()
    for kind, path in RECORD_FILES.items():
        for number, text, row in read_lines(root, path):
            key = (kind, row.get("id"))
            where = "%s, %s %s" % (path, kind, row.get("id"))
            if not isinstance(row.get("id"), str) or key not in log.newest:
                raise Problem(where, "the ledger never spoke of it")
            if key in seen:
                raise Problem(where, "it stands there twice")
            index, _, summary = log.newest[key]
            if summary != sha256(text.encode("utf-8")).hex():
                raise Problem(where, "it differs from entry %d of the ledger" % index)
            seen.add(key)
    for key, (index, withdrawn, _) in log.newest.items():
        if not withdrawn and key not in seen:
            raise Problem("%s %s" % key, "entry %d holds it as public, and its file lacks it" % index)
    return len(seen)


def compare_datasets(root, manifest, log):
    for part in manifest["parts"]:
        if not part["folder"].startswith("datasets/"):
            continue
        name = part["folder"].rsplit("/", 1)[-1]
        if name not in log.loads:
            raise Problem(part["folder"], "the ledger never spoke of this dataset")
        logged, tree = log.loads[name], Tree()
        path = part["folder"] + "/records.jsonl"
        for _, _, row in read_lines(root, path) if os.path.isfile(os.path.join(root, path)) else ():
            line = row.get("row")
            if isinstance(line, str) and hashlib.sha256(line.encode("utf-8")).hexdigest() != row.get("raw_hash"):
                raise Problem(path, "the line of record %s is not the one that was loaded" % row.get("id"))
            if row.get("state") == "present":
                tree.push(leaf_hash(("%s %s" % (row.get("id"), row.get("raw_hash"))).encode("utf-8")))
        if not isinstance(logged, dict) or (logged.get("rows"), logged.get("merkleRoot")) != (tree.size, tree.root().hex()):
            raise Problem(part["folder"], "its records are not those that were loaded")


def compare_files(root, manifest):
    listed = {file["path"]: file for file in manifest["files"]}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            if path not in listed and path not in ("manifest.json", "manifest.note"):
                raise Problem(path, "the manifest does not list this file")
    for path, file in listed.items():
        if sha256(read_bytes(os.path.join(root, path))).hex() != file["sha256"]:
            raise Problem(path, "its bytes are not those that the manifest states")
        part = next((part for part in manifest["parts"] if path.startswith(part["folder"] + "/")), None)
        if "/" in path and (part is None or part["license"] != file["license"]):
            raise Problem(path, "it is under %s, and its folder is not" % file["license"])


def require_signers(where, signed_by, unknown, trusted):
    if unknown:
        raise Problem(where, "it is also signed by a key that the manifest does not name")
    if not any(key in trusted for key in signed_by):
        raise Problem(where, "none of the trusted keys signed it")


def verify_export(root, given, since_note):
    """What was checked; raises Problem for the first thing that is wrong."""
    if not os.path.isfile(os.path.join(root, "manifest.json")):
        raise CannotCheck("there is no export in %s" % root)
    manifest = read_manifest(root)
    required = ["manifest.note", "log/checkpoint", "log/entries.jsonl", "log/contents.jsonl", "log/heads.jsonl"]
    for path in [file["path"] for file in manifest["files"]] + required + list(RECORD_FILES.values()):
        if not os.path.isfile(os.path.join(root, path)):
            raise Problem(path, "this file is missing")
    own = [key for key in map(parse_vkey, manifest["ledger"]["keys"]) if key is not None]
    known, trusted, since = given + [key for key in own if key not in given], given or own, None
    if since_note is not None:
        since, since_signers, _ = open_checkpoint(since_note, known, "the older checkpoint")
        trusted = given or since_signers
    log = Log(root, since[1] if since else None)
    size, tree_root = log.tree.size, log.tree.root()
    if (manifest["ledger"]["size"], manifest["ledger"]["root"]) != (size, tree_root.hex()):
        raise Problem("manifest.json", "it states another ledger than log/ holds")
    where = "log/checkpoint"
    signed, signed_by, unknown = open_checkpoint(read_text(root, where), known, where)
    require_signers(where, signed_by, unknown, trusted)
    if signed != (manifest["ledger"]["origin"], size, tree_root):
        raise Problem(where, "it signs another log")
    if since is not None:
        where = "the older checkpoint"
        if since[0] != signed[0]:
            raise Problem(where, "it is of another log, %s" % since[0])
        if since[1] > size:
            raise Problem(where, "it signed %d entries, and there are %d: entries were taken out" % (since[1], size))
        if since[2] != log.since_root:
            raise Problem(where, "the first %d entries are not those that it signed: the log was rewritten" % since[1])
    records = compare_records(root, log)
    compare_datasets(root, manifest, log)
    compare_files(root, manifest)
    where = "manifest.note"
    text, note_signers, unknown = open_note(read_text(root, where), known, where)
    require_signers(where, note_signers, unknown, trusted)
    manifest_sum = sha256(read_bytes(os.path.join(root, "manifest.json"))).hex()
    if text != "%s\nmanifest.json\n%s\n" % (FORMAT, manifest_sum):
        raise Problem("manifest.json", "its bytes are not those that were signed")
    return {
        "entries": size, "records": records, "redacted": len(log.redacted), "root": tree_root.hex(),
        "signedBy": ["%s+%s" % key[:2] for key in signed_by],
    }


def verify_proof(path, keys):
    """A C2SP tlog-proof of one record."""
    pattern = r"c2sp\.org/tlog-proof@v1\nextra ([^\n]+)\nindex (0|[1-9][0-9]{0,15})\n((?:[^\n]+\n)*)\n(.*)"
    match = re.fullmatch(pattern, read_text("", path), re.DOTALL)
    data = decode_base64(match.group(1)) if match else None
    if data is None:
        raise Problem(path, "it is not written as a proof is")
    try:
        extra, canonical = is_canonical(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Problem(path, "it is not written as a proof is")
    proof = [decode_base64(line) for line in match.group(3).split("\n")[:-1]]
    shapes = ({"entry"}, {"entry", "content", "salt"})
    if not canonical or not isinstance(extra, dict) or set(extra) not in shapes or not all(isinstance(item, str) for item in extra.values()):
        raise Problem(path, "it is not written as a proof is")
    if any(item is None or len(item) != 32 for item in proof):
        raise Problem(path, "it is not written as a proof is")
    (_, size, root), _, _ = open_checkpoint(match.group(4), keys, path)
    if not in_tree(int(match.group(2)), size, leaf_hash(extra["entry"].encode("utf-8")), root, proof):
        raise Problem(path, "its entry is not in the tree of its checkpoint")
    entry = parse_entry(extra["entry"])
    if entry is None:
        raise Problem(path, "its entry is no entry of this kind of log")
    if "content" in extra:
        if not is_hex(extra["salt"]) or not is_canonical(extra["content"])[1]:
            raise Problem(path, "its content or salt is malformed")
        if sha256(bytes.fromhex(extra["salt"]) + extra["content"].encode("utf-8")).hex() != entry["commit"]:
            raise Problem(path, "its content or salt is not what the entry committed to")
    return {"entry": entry, "size": size, "root": root.hex()}


def read_keys(given):
    keys = []
    for item in given:
        lines = read_bytes(item).decode("utf-8").split("\n") if os.path.isfile(item) else [item]
        for line in filter(None, (line.strip() for line in lines)):
            key = parse_vkey(line)
            if key is None:
                raise CannotCheck("this is no verifier key: %s" % line)
            keys.append(key)
    return keys


def check(target, keys, since):
    """Exit code and what to say."""
    try:
        if os.path.isfile(target):
            if not keys:
                raise CannotCheck("a proof is only as good as the key that you trust: add --vkey")
            return 0, dict(ok=True, source=target, **verify_proof(target, keys))
        return 0, dict(ok=True, source=target, **verify_export(target, keys, since))
    except Problem as problem:
        return 2, {"ok": False, "source": target, "problem": {"where": problem.where, "what": problem.what}}
    except UnicodeEncodeError:
        return 2, {"ok": False, "source": target, "problem": {"where": target, "what": "it holds half a character"}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--vkey", action="append", default=[])
    parser.add_argument("--since")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--batch", action="store_true")
    options = parser.parse_args()
    try:
        keys = read_keys(options.vkey)
        since = None if options.since is None else read_bytes(options.since).decode("utf-8")
        if options.batch:
            for line in sys.stdin:
                given = json.loads(line) if line.startswith("{") else {"target": line.rstrip("\n")}
                older = given.get("since", since)
                try:
                    said = check(given["target"], keys, older)[1]
                except (CannotCheck, OSError) as error:
                    said = {"ok": False, "source": given["target"], "notChecked": str(error)}
                print(json.dumps(said), flush=True)
            return 0
        if options.target is None:
            parser.error("name an export folder or a proof")
        code, said = check(options.target, keys, since)
    except (CannotCheck, OSError) as error:
        print("Not checked: %s" % error, file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(said))
    elif code == 2:
        print("Not sound: %(where)s: %(what)s." % said["problem"])
    else:
        about = said.get("entry")
        if about is not None:
            print("Sound: %s %s, version %d, is in the log of %d entries" % (about["kind"], about["id"], about["version"], said["size"]))
        else:
            print("Sound: %(entries)d entries and %(records)d records (%(redacted)d redacted), root %(root)s" % said)
            own = "" if keys else ": a key that the export itself names; compare it with one that you got elsewhere"
            print("Signed by %s%s" % (", ".join(said["signedBy"]), own))
    return code


if __name__ == "__main__":
    sys.exit(main())
