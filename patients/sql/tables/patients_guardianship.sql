-- Each right of a guardian apart (book, forms, results), and what one clinic may learn of a person from another.
-- The worker makes the guardianship that staff chose at onboarding, for people the clinic knows alone.

ALTER TABLE public.patients_guardianship ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_guardianship FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.patients_guardianship TO restartix_app;
GRANT SELECT, INSERT ON public.patients_guardianship TO restartix_worker;
GRANT SELECT, INSERT, UPDATE (rights, revoked_at) ON public.patients_guardianship TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_guardianship;
CREATE POLICY owner_maintains ON public.patients_guardianship TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

-- Guardianships
DROP POLICY IF EXISTS admin_keeps ON public.patients_guardianship;
CREATE POLICY admin_keeps ON public.patients_guardianship TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS guardian_reads ON public.patients_guardianship;
CREATE POLICY guardian_reads ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (user_id = (SELECT public.current_user_id()) AND organisation_id = (SELECT public.current_organisation_id()));

-- A specialist knows who acts for their patients.
DROP POLICY IF EXISTS of_own_visits ON public.patients_guardianship;
CREATE POLICY of_own_visits ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = patients_guardianship.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

-- The person's own login gives and takes, of whoever acts for them.
DROP POLICY IF EXISTS person_grants ON public.patients_guardianship;
CREATE POLICY person_grants ON public.patients_guardianship FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND revoked_at IS NULL
           AND public.is_own_login_of(person_id))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND public.is_own_login_of(person_id));

-- Who has a login sees who acts for them here, and ends it.
DROP POLICY IF EXISTS person_reads ON public.patients_guardianship;
CREATE POLICY person_reads ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.patients_patientperson p
        WHERE p.id = patients_guardianship.person_id AND p.user_id = (SELECT public.current_user_id())));

DROP POLICY IF EXISTS person_revokes ON public.patients_guardianship;
CREATE POLICY person_revokes ON public.patients_guardianship FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.patients_patientperson p
        WHERE p.id = patients_guardianship.person_id AND p.user_id = (SELECT public.current_user_id())))
    WITH CHECK (revoked_at IS NOT NULL);

DROP POLICY IF EXISTS dependent_is_added ON public.patients_guardianship;
CREATE POLICY dependent_is_added ON public.patients_guardianship FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.patients_guardianship;
CREATE POLICY lookup_reads ON public.patients_guardianship FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS take_over_limits ON public.patients_guardianship;
CREATE POLICY take_over_limits ON public.patients_guardianship FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS wrong_person_ends ON public.patients_guardianship;
CREATE POLICY wrong_person_ends ON public.patients_guardianship FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_for_people_known_here ON public.patients_guardianship;
CREATE POLICY worker_for_people_known_here ON public.patients_guardianship AS RESTRICTIVE FOR INSERT TO restartix_worker
    WITH CHECK (EXISTS (SELECT 1 FROM public.patients_patient l
                        WHERE l.person_id = patients_guardianship.person_id
                          AND l.organisation_id = patients_guardianship.organisation_id));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_guardianship;
CREATE POLICY worker_of_the_clinic ON public.patients_guardianship TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_guardianship
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_guardianship
    FOR EACH ROW EXECUTE FUNCTION public.check_person();
CREATE OR REPLACE TRIGGER rights_are_stated BEFORE INSERT OR UPDATE ON public.patients_guardianship
    FOR EACH ROW EXECUTE FUNCTION public.judge_guardianship();
