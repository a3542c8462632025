ALTER TABLE public.patients_patientprofile ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_patientprofile FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.patients_patientprofile TO restartix_app, restartix_lookup;
GRANT SELECT ON public.patients_patientprofile TO restartix_worker;

DROP POLICY IF EXISTS owner_maintains ON public.patients_patientprofile;
CREATE POLICY owner_maintains ON public.patients_patientprofile TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS guardian_while_shared ON public.patients_patientprofile;
CREATE POLICY guardian_while_shared ON public.patients_patientprofile TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_person_ids('forms'))) AND EXISTS (
        SELECT 1 FROM public.patients_patient l
        WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared
          AND l.organisation_id = (SELECT public.current_organisation_id())));

DROP POLICY IF EXISTS own_affairs ON public.patients_patientprofile;
CREATE POLICY own_affairs ON public.patients_patientprofile TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

DROP POLICY IF EXISTS staff_while_shared ON public.patients_patientprofile;
CREATE POLICY staff_while_shared ON public.patients_patientprofile TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patient l
                   WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared
                     AND l.organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))));

DROP POLICY IF EXISTS dependent_is_added ON public.patients_patientprofile;
CREATE POLICY dependent_is_added ON public.patients_patientprofile FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.patients_patientprofile;
CREATE POLICY lookup_reads ON public.patients_patientprofile FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS signing_carries_over ON public.patients_patientprofile;
CREATE POLICY signing_carries_over ON public.patients_patientprofile FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_patientprofile;
CREATE POLICY worker_of_the_clinic ON public.patients_patientprofile FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_patient l
                   WHERE l.person_id = patients_patientprofile.person_id AND l.is_shared));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_patientprofile
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER kept_in_history AFTER INSERT OR UPDATE ON public.patients_patientprofile
    FOR EACH ROW EXECUTE FUNCTION public.keep_profile_change();
