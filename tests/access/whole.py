"""Every row of a database, as the superuser reads them, and whose each is."""

from functools import lru_cache

from psycopg import sql

KEYS = {
    "patients_patientprofile": "person_id",
    "forms_privateanswers": "form_id",
    "identity_clerksignin": "session_id",
}
# A person and their profile are their own, wherever they were made.
THE_PERSONS = {"patients_patientperson", "patients_patientprofile", "patients_profilechange"}


class Whole:
    """Every row there is, as the superuser reads them, and whose each is."""

    def __init__(self, connection, tables, clinic):
        self.clinic = clinic
        self.rows = {}
        for table in tables:
            asked = sql.SQL("SELECT to_jsonb(t) FROM {} t").format(sql.Identifier(table))
            found = [row for (row,) in connection.execute(asked)]
            self.rows[table] = {row[key_of(table)]: row for row in found}
        self.visit_of_form = {pk: row["appointment_id"] for pk, row in self.rows["forms_form"].items()}
        self.visit_of_review = {pk: row["appointment_id"] for pk, row in self.rows["reviews_review"].items()}
        self.made_by = {pk: row["made_by_id"] for pk, row in self.rows["patients_patientperson"].items()}
        members = self.rows["organisations_member"].values()
        self.logins = {row["user_id"] for row in members if row["organisation_id"] == clinic}
        self.login_of = {pk: row["user_id"] for pk, row in self.rows["patients_patientperson"].items()}
        self.logins |= {login for pk, login in self.login_of.items() if login and self.made_by[pk] == clinic}

    def is_the_clinics(self, table, row):
        if table == "organisations_organisation":
            return row["id"] == self.clinic
        if table == "identity_user":
            return row["id"] in self.logins
        if table == "identity_clerksignin":
            return False
        if "organisation_id" in row:
            return row["organisation_id"] == self.clinic
        return self.made_by[row.get("person_id") or row["id"]] == self.clinic

    def of_the_clinic(self, table):
        return {pk for pk, row in self.rows[table].items() if self.is_the_clinics(table, row)}

    def of(self, asker, table):
        """Those of the clinic's that concern this asker."""
        return {pk for pk in self.rows[table] if self.concerns(asker, table, self.rows[table][pk])}

    @lru_cache  # noqa: B019 (as long as one module's tests)
    def visits_and_persons(self, asker):
        """The visits of their people or with them, and for a specialist also who comes to these."""
        visits, persons = set(asker.visits), set(asker.persons)
        for pk, row in self.rows["appointments_appointment"].items():
            if said(row["patient_person_id"], asker.persons) and asker.users:
                visits.add(pk)
            if said(row["specialist_id"], asker.specialists):
                visits.add(pk)
                persons |= {row["patient_person_id"], row["booked_as_id"]}
        return visits, {str(one) for one in persons}

    def concerns(self, asker, table, row):
        if table == "identity_user":
            logins = {self.login_of[str(one)] for one in asker.persons} | {str(one) for one in asker.users}
            return row["id"] in logins
        if table not in THE_PERSONS and not self.is_the_clinics(table, row):
            return False
        visits, persons = self.visits_and_persons(asker)
        visit = row.get("appointment_id") or self.visit_of_form.get(row.get("form_id"))
        visit = visit or self.visit_of_review.get(row.get("review_id"))
        visit = row["id"] if table == "appointments_appointment" else visit
        person = row["id"] if table == "patients_patientperson" else row.get("person_id")
        specialist = row["id"] if table == "appointments_specialist" else row.get("specialist_id")
        return (
            visit in visits
            or said(person, persons)
            or said(row.get("user_id"), asker.users)
            or said(specialist, asker.specialists)
        )


def said(one, these):
    return one is not None and str(one) in {str(other) for other in these}


def key_of(table):
    return KEYS.get(table, "id")
