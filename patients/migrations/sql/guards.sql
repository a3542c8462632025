-- Whom the current user may act for at the clinic in scope: themselves and those in their care.
CALL public.guard('public.patients_patientperson');
CALL public.show_to_lookup('public.patients_patientperson');
CALL public.audit('public.patients_patientperson');
CALL public.guard('public.patients_patientprofile');
CALL public.audit('public.patients_patientprofile');
CALL public.guard('public.patients_patient');
CALL public.show_to_lookup('public.patients_patient');
CALL public.audit('public.patients_patient');
CALL public.guard('public.patients_guardianship');
CALL public.show_to_lookup('public.patients_guardianship');
CALL public.audit('public.patients_guardianship');

CREATE FUNCTION public.current_user_patient_person_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = public.current_organisation_id()
      AND g.revoked_at IS NULL AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
$$;
CALL public.belongs_to_lookup('public.current_user_patient_person_ids()', 'restartix_app');

-- Does this clinic know this person? Foreign keys look past row-level security; this is what judges references.
CREATE FUNCTION public.is_known_here(organisation bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.organisation_id = organisation AND l.person_id = person)
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = person AND p.made_by_id = organisation)
$$;
CALL public.belongs_to_lookup('public.is_known_here(bigint, uuid)', 'restartix_lookup');

-- Who may refer to a person: the clinic's staff, their own people, and the very booking that made the person.
CREATE FUNCTION public.may_refer_to(organisation bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.is_known_here(organisation, person) AND (
        organisation IN (SELECT public.current_member_organisation_ids())
        OR person IN (SELECT public.current_user_patient_person_ids())
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p
                   WHERE p.id = person AND p.link_hash = public.current_link_hash()))
$$;
CALL public.belongs_to_lookup('public.may_refer_to(bigint, uuid)', 'restartix_app');

CREATE FUNCTION public.check_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Nested, because PostgreSQL checks the right to call a function even where the call is skipped.
    IF current_user = 'restartix_app' THEN
    IF NOT public.may_refer_to(NEW.organisation_id, NEW.person_id) AND NOT (TG_TABLE_NAME = 'patients_patient'
                AND NEW.person_id IN (SELECT public.current_user_patient_person_ids())) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_patient
    FOR EACH ROW EXECUTE FUNCTION public.check_person();
CREATE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_guardianship
    FOR EACH ROW EXECUTE FUNCTION public.check_person();

GRANT SELECT, INSERT, UPDATE (name, phone, birth_date) ON public.patients_patientperson TO restartix_app;
GRANT SELECT, INSERT, UPDATE ON public.patients_patientprofile, public.patients_patient, public.patients_guardianship
    TO restartix_app;

-- Persons
CREATE POLICY own_people ON public.patients_patientperson TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY booking_makes ON public.patients_patientperson FOR INSERT TO restartix_app
    WITH CHECK (made_by_id = (SELECT public.current_organisation_id()) AND user_id IS NULL
                AND link_hash = (SELECT public.current_link_hash()));
CREATE POLICY staff_make ON public.patients_patientperson FOR INSERT TO restartix_app
    WITH CHECK (made_by_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND user_id IS NULL);
CREATE POLICY admin_of_the_maker ON public.patients_patientperson TO restartix_app
    USING (made_by_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY staff_of_a_clinic_that_knows ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = patients_patientperson.id));

-- The link between a person and a clinic (specialists' own patients: appointments' guards)
CREATE POLICY admin_keeps ON public.patients_patient TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY own_people ON public.patients_patient TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY staff_make ON public.patients_patient FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));

-- Profiles: the person's own, and staff's who see the patient while it is shared with their clinic
CREATE POLICY own_people ON public.patients_patientprofile TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY staff_while_shared ON public.patients_patientprofile TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patient l
                   WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared
                     AND l.organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))));

-- Guardianships
CREATE POLICY admin_keeps ON public.patients_guardianship TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY guardian_reads ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (user_id = (SELECT public.current_user_id()) AND organisation_id = (SELECT public.current_organisation_id()));

-- A login is visible to staff who may see one of its persons.
CREATE POLICY staff_of_its_persons ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.user_id = identity_user.id));

-- The worker: people this clinic knows.
CALL public.show_to_worker('public.patients_patient', 'SELECT');
CALL public.show_to_worker('public.patients_guardianship', 'SELECT');
GRANT SELECT, UPDATE (user_id) ON public.patients_patientperson TO restartix_worker;
CREATE POLICY worker_of_the_clinic ON public.patients_patientperson TO restartix_worker
    USING (made_by_id = (SELECT public.current_organisation_id())
           OR EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = patients_patientperson.id));
GRANT SELECT ON public.patients_patientprofile TO restartix_worker;
CREATE POLICY worker_of_the_clinic ON public.patients_patientprofile FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_patient l
                   WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared));
CREATE POLICY worker_reads_patients ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.user_id = identity_user.id));
