ALTER TABLE public.patients_confirmedphone ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_confirmedphone FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.patients_confirmedphone TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE (ended_at) ON public.patients_confirmedphone TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_confirmedphone;
CREATE POLICY owner_maintains ON public.patients_confirmedphone TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

-- A private link sees that a number was confirmed in its own visit, and nothing of what was confirmed before.
DROP POLICY IF EXISTS of_the_linked_visit ON public.patients_confirmedphone;
CREATE POLICY of_the_linked_visit ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (appointment_id = (SELECT public.current_link_appointment_id()));

DROP POLICY IF EXISTS own_people ON public.patients_confirmedphone;
CREATE POLICY own_people ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));

DROP POLICY IF EXISTS staff_read ON public.patients_confirmedphone;
CREATE POLICY staff_read ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = patients_confirmedphone.person_id));

DROP POLICY IF EXISTS confirmed ON public.patients_confirmedphone;
CREATE POLICY confirmed ON public.patients_confirmedphone FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.patients_confirmedphone;
CREATE POLICY lookup_reads ON public.patients_confirmedphone FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS number_changed ON public.patients_confirmedphone;
CREATE POLICY number_changed ON public.patients_confirmedphone FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_confirmedphone;
CREATE POLICY worker_of_the_clinic ON public.patients_confirmedphone TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_confirmedphone
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
