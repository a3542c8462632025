-- The worker: people this clinic knows.

ALTER TABLE public.patients_patient ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_patient FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.patients_patient TO restartix_app;
GRANT SELECT ON public.patients_patient TO restartix_worker;
GRANT SELECT, INSERT ON public.patients_patient TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_patient;
CREATE POLICY owner_maintains ON public.patients_patient TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

-- The link between a person and a clinic (specialists' own patients: appointments' guards)
DROP POLICY IF EXISTS admin_keeps ON public.patients_patient;
CREATE POLICY admin_keeps ON public.patients_patient TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- People, seen through visits
DROP POLICY IF EXISTS of_own_visits ON public.patients_patient;
CREATE POLICY of_own_visits ON public.patients_patient FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = patients_patient.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

DROP POLICY IF EXISTS own_affairs ON public.patients_patient;
CREATE POLICY own_affairs ON public.patients_patient FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

DROP POLICY IF EXISTS own_affairs_change ON public.patients_patient;
CREATE POLICY own_affairs_change ON public.patients_patient FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

DROP POLICY IF EXISTS own_people ON public.patients_patient;
CREATE POLICY own_people ON public.patients_patient FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));

DROP POLICY IF EXISTS staff_make ON public.patients_patient;
CREATE POLICY staff_make ON public.patients_patient FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));

DROP POLICY IF EXISTS dependent_is_added ON public.patients_patient;
CREATE POLICY dependent_is_added ON public.patients_patient FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.patients_patient;
CREATE POLICY lookup_reads ON public.patients_patient FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_patient;
CREATE POLICY worker_of_the_clinic ON public.patients_patient TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_patient
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_patient
    FOR EACH ROW EXECUTE FUNCTION public.check_person();
CREATE OR REPLACE TRIGGER shared_by_the_person BEFORE INSERT OR UPDATE ON public.patients_patient
    FOR EACH ROW WHEN (NEW.is_shared) EXECUTE FUNCTION public.check_sharing();
