-- Each right of a guardian apart (book, forms, results), and what one clinic may learn of a person from another.
CALL public.guard('public.patients_logininvitation');
CALL public.audit('public.patients_logininvitation');

-- A guardianship holds from when it was given until it ends, is revoked, or the child it was given for is grown up.
CREATE FUNCTION public.is_in_force(given public.patients_guardianship, born date) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT given.revoked_at IS NULL AND given.valid_from <= now() AND (given.valid_until IS NULL OR given.valid_until > now())
       AND NOT coalesce(born + interval '18 years' <= now() AND born + interval '18 years' > given.valid_from, false)
$$;

-- The persons for whom the current user has this right here: themselves, and those in their care with it.
CREATE FUNCTION public.current_user_person_ids(wanted text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = public.current_organisation_id()
      AND wanted = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
$$;
CALL public.belongs_to_lookup('public.current_user_person_ids(text)', 'restartix_app');

-- The look-up role's functions are replaced as that role.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_user_patient_person_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = public.current_organisation_id()
      AND cardinality(g.rights) > 0 AND public.is_in_force(g, p.birth_date)
$$;
-- Booking for a person wants the right to book; so does every other reference to them.
CREATE OR REPLACE FUNCTION public.may_refer_to(organisation bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.is_known_here(organisation, person) AND (
        organisation IN (SELECT public.current_member_organisation_ids())
        OR person IN (SELECT public.current_user_person_ids('book'))
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p
                   WHERE p.id = person AND p.link_hash = public.current_link_hash()))
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- Whose own affairs these are: a person's with a login; of one without, their guardian's at the clinic that made them.
-- A guardianship that another clinic gave opens nothing that this clinic was not shown.
CREATE FUNCTION public.current_user_own_person_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = p.made_by_id AND p.user_id IS NULL
      AND 'forms' = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
$$;
CALL public.belongs_to_lookup('public.current_user_own_person_ids()', 'restartix_app');

-- Who gets a login takes over: over the grown-up nobody acts any more, for a child only to book. A clinic may grant anew.
CREATE FUNCTION public.take_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.patients_guardianship g
    SET rights = ARRAY(SELECT r FROM unnest(g.rights) r WHERE r = 'book'),
        revoked_at = CASE WHEN NEW.birth_date + interval '18 years' > now() THEN g.revoked_at ELSE now() END
    WHERE g.person_id = NEW.id AND g.user_id <> NEW.user_id AND g.revoked_at IS NULL;
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.take_over()', 'restartix_owner');
GRANT INSERT, UPDATE (rights, revoked_at) ON public.patients_guardianship TO restartix_lookup;
CREATE POLICY take_over_limits ON public.patients_guardianship FOR UPDATE TO restartix_lookup USING (true);
CREATE TRIGGER taken_over AFTER UPDATE OF user_id ON public.patients_patientperson
    FOR EACH ROW WHEN (OLD.user_id IS NULL AND NEW.user_id IS NOT NULL) EXECUTE FUNCTION public.take_over();

-- Whoever is known here adds somebody in their care: a person nobody knew, so nothing is opened by it.
CREATE FUNCTION public.add_dependent(says_name text, says_birth_date date, says_relationship text, says_own_name text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here bigint := public.current_organisation_id();
    me uuid := public.current_user_id();
    added uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.current_user_patient_person_ids() mine WHERE public.is_known_here(here, mine))
        OR (SELECT count(*) FROM public.patients_guardianship g
            WHERE g.user_id = me AND g.organisation_id = here AND g.granted_by_id = me) >= 12 THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.patients_patientperson (id, made_by_id, name, phone, birth_date, link_hash, created_at)
    VALUES (added, here, says_name, '', says_birth_date, '', now());
    INSERT INTO public.patients_patient (id, organisation_id, person_id, is_shared, created_at)
    VALUES (gen_random_uuid(), here, added, true, now());
    INSERT INTO public.patients_patientprofile (person_id, sex, blood_type, allergies, conditions, medication,
        insurance_number, emergency_contact, emergency_phone, updated_at)
    VALUES (added, '', '', '', '', '', '', '', '', now());
    INSERT INTO public.patients_guardianship (id, organisation_id, user_id, person_id, relationship, guardian_name,
        rights, granted_by_id, valid_from)
    VALUES (gen_random_uuid(), here, me, added, says_relationship, says_own_name, ARRAY['book', 'forms', 'results'], me, now());
    RETURN added;
END $$;
CALL public.belongs_to_lookup('public.add_dependent(text, date, text, text)', 'restartix_app');
GRANT INSERT ON public.patients_patientperson, public.patients_patient, public.patients_patientprofile TO restartix_lookup;
CREATE POLICY dependent_is_added ON public.patients_patientperson FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY dependent_is_added ON public.patients_patient FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY dependent_is_added ON public.patients_patientprofile FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY dependent_is_added ON public.patients_guardianship FOR INSERT TO restartix_lookup WITH CHECK (true);

-- A profile is shared with a clinic by whose it is; with the clinic that made the person it starts shared.
CREATE FUNCTION public.may_share(organisation bigint, person uuid, is_new boolean) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT person IN (SELECT public.current_user_own_person_ids())
        OR is_new AND EXISTS (SELECT 1 FROM public.patients_patientperson p
                              WHERE p.id = person AND p.made_by_id = organisation)
$$;
CALL public.belongs_to_lookup('public.may_share(bigint, uuid, boolean)', 'restartix_app');
CREATE FUNCTION public.check_sharing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN
    IF NOT public.may_share(NEW.organisation_id, NEW.person_id, TG_OP = 'INSERT') THEN
        RAISE EXCEPTION 'the person shares their profile' USING ERRCODE = 'check_violation', CONSTRAINT = 'sharing_is_theirs';
    END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shared_by_the_person BEFORE INSERT OR UPDATE ON public.patients_patient
    FOR EACH ROW WHEN (NEW.is_shared) EXECUTE FUNCTION public.check_sharing();

-- Persons: seen by all who act for them, changed by whose affairs they are.
DROP POLICY own_people ON public.patients_patientperson;
CREATE POLICY own_people ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY own_affairs ON public.patients_patientperson FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

-- The link to a clinic: seen by all who act for them, made and shared by whose affairs they are.
DROP POLICY own_people ON public.patients_patient;
CREATE POLICY own_people ON public.patients_patient FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY own_affairs ON public.patients_patient FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));
CREATE POLICY own_affairs_change ON public.patients_patient FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

-- Profiles: a guardian of forms here sees what this clinic was shown; whose affairs they are, always.
DROP POLICY own_people ON public.patients_patientprofile;
CREATE POLICY own_affairs ON public.patients_patientprofile TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));
CREATE POLICY guardian_while_shared ON public.patients_patientprofile TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_person_ids('forms'))) AND EXISTS (
        SELECT 1 FROM public.patients_patient l
        WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared
          AND l.organisation_id = (SELECT public.current_organisation_id())));

-- Who has a login sees who acts for them here, and ends it.
CREATE POLICY person_reads ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.patients_patientperson p
        WHERE p.id = patients_guardianship.person_id AND p.user_id = (SELECT public.current_user_id())));
CREATE POLICY person_revokes ON public.patients_guardianship FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.patients_patientperson p
        WHERE p.id = patients_guardianship.person_id AND p.user_id = (SELECT public.current_user_id())))
    WITH CHECK (revoked_at IS NOT NULL);
CREATE POLICY guardians_are_named ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));

-- Whom an admin has named; the worker finds or makes their login.
GRANT SELECT, INSERT ON public.patients_logininvitation TO restartix_app;
CREATE POLICY admin_keeps ON public.patients_logininvitation TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CALL public.show_to_worker('public.patients_logininvitation', 'SELECT, UPDATE');
CREATE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_logininvitation
    FOR EACH ROW EXECUTE FUNCTION public.check_person();
CREATE POLICY worker_reads_guardians ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));
