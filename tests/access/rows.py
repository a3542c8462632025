"""What is tried on every guarded table, each attempt undone, and how much of it PostgreSQL allowed."""

import json
import uuid
from itertools import islice

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from tests.access.whole import key_of

COMMANDS = ("select", "insert", "update", "delete")
COLUMNS = """
    SELECT attname, has_column_privilege(%(role)s, attrelid, attnum, 'INSERT'),
           has_column_privilege(%(role)s, attrelid, attnum, 'UPDATE')
    FROM pg_attribute WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped
      AND attgenerated = '' ORDER BY attname <> 'organisation_id', attname
"""


class Attempts:
    """One asker's, on one connection whose transaction is never committed."""

    def __init__(self, connection, asker, whole):
        self.connection, self.asker, self.whole = connection, asker, whole

    def faults(self, table, letters):
        """Which of select, insert, update, delete were not as these four letters say, and what was allowed."""
        everything, own = self.whole.of_the_clinic(table), self.whole.of(self.asker, table)
        everything |= own
        seen = self.selected(table)
        tried, through = self.inserted(table, own, everything)
        found = (seen, through, self.updated(table, seen), self.deleted(table))
        for command, letter, allowed in zip(COMMANDS, letters, found, strict=True):
            within = (own & tried, everything & tried) if command == "insert" else (own, everything)
            if not allows(letter, allowed, *within):
                yield f"{command}: {letter} of {len(within[0])} own, {len(within[1])} here; was {len(allowed)}"
        if self.blindly_updated(table) > len(found[2]):
            yield "update: what can't be seen is changed by an update that reads nothing"

    def answer(self, statement, values=None):
        """The keys it gave, or None if PostgreSQL refused it."""
        try:
            with self.connection.transaction(force_rollback=True):
                return {as_key(pk) for (pk,) in self.connection.execute(statement, values)}
        except psycopg.Error as error:
            return past_the_policies(error)

    def selected(self, table):
        return self.answer(put("SELECT {key} FROM {table}", table)) or set()

    def updated(self, table, seen):
        column = next((name for name, _, may in self.columns(table) if may), None)
        if column is None:
            return set()
        each = put(
            "UPDATE {table} SET {column} = {column} WHERE {key} = ANY(%s) RETURNING {key}", table, column
        )
        at_once = self.answer(each, [list(seen)]) if seen else set()
        if at_once is not None:
            return at_once
        return self.updated_alone(table, column, seen)

    def updated_alone(self, table, column, seen):
        """By one plan: to plan an update through its policies takes up to 65 ms."""
        each = put(
            "PREPARE alone AS UPDATE {table} SET {column} = {column} WHERE {key} = $1 RETURNING {key}",
            table,
            column,
        )
        self.connection.execute(each)
        alone = sql.SQL("EXECUTE alone ({})")
        through = {pk for pk in seen if self.answer(alone.format(sql.Literal(str(pk))))}
        self.connection.execute("DEALLOCATE alone")
        return through

    def blindly_updated(self, table):
        """How many rows an update that reads nothing would change: policies on reading don't hold it back."""
        names = [name for name, _, may in self.columns(table) if may]
        if "organisation_id" not in names:
            return 0
        try:
            with self.connection.transaction(force_rollback=True):
                done = self.connection.execute(
                    put("UPDATE {table} SET {column} = %s", table, "organisation_id"), [self.whole.clinic]
                )
                return done.rowcount
        except psycopg.Error:
            return 0

    def inserted(self, table, own, everything):
        """Copies of a few rows, with new keys: which of them were tried, and which let through."""
        names = [name for name, may, _ in self.columns(table) if may]
        if not names:
            return set(), set()
        elsewhere = set(self.whole.rows[table]) - everything
        tried = {*islice(sorted(own, key=str), 4), *islice(sorted(everything - own, key=str), 3)}
        through = {
            pk for pk in tried | set(islice(sorted(elsewhere, key=str), 2)) if self.copied(table, pk, names)
        }
        return tried, through

    def copied(self, table, pk, names):
        row = self.whole.rows[table][pk] | anew(table, self.whole.rows[table][pk])
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        template = sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"
        )
        statement = template.format(table=sql.Identifier(table), columns=columns)
        try:
            with self.connection.transaction(force_rollback=True):
                return self.connection.execute(statement, [json.dumps(row)]).rowcount == 1
        except psycopg.Error as error:
            return past_the_policies(error) is not None

    def deleted(self, table):
        return self.answer(put("DELETE FROM {table} RETURNING {key}", table)) or set()

    def columns(self, table):
        role = f"restartix_{self.asker.role}"
        return self.connection.execute(COLUMNS, {"role": role, "table": table}).fetchall()


def put(words, table, column="id"):
    return sql.SQL(words).format(
        table=sql.Identifier(table), key=sql.Identifier(key_of(table)), column=sql.Identifier(column)
    )


def as_key(pk):
    return str(pk) if isinstance(pk, uuid.UUID) else pk


def anew(table, row):
    """A new key, and a time at which nobody has a visit."""
    key = key_of(table)
    if key != "id":
        return {}
    return {"id": str(uuid.uuid4()) if isinstance(row["id"], str) else row["id"] + 10**9}


def past_the_policies(error):
    """A uniqueness or a reference refused it, which is judged only after the policies: an empty answer. Else None."""
    if isinstance(error, InsufficientPrivilege) or error.diag.source_function == "exec_stmt_raise":
        return None
    if (error.sqlstate or "").startswith("23"):
        return set()
    raise error


def allows(letter, found, own, everything):
    """Whether what was found is what the letter says: - nothing, a all of the clinic's, o all of their own;
    c and s: some of these, and nothing else."""
    exactly = {"-": set(), "a": everything, "o": own}
    if letter in exactly:
        return found == exactly[letter]
    return found <= (own if letter == "s" else everything)
