ALTER TABLE public.appointments_patientserviceplan ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_patientserviceplan FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.appointments_patientserviceplan_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_patientserviceplan TO restartix_app;
GRANT SELECT ON public.appointments_patientserviceplan TO restartix_worker, restartix_lookup;
GRANT USAGE ON SEQUENCE public.appointments_patientserviceplan_id_seq TO restartix_app;

CALL public.set_constraint('public.appointments_patientserviceplan', 'within_appointments_patientserviceplan_service_id',
    'FOREIGN KEY (organisation_id, service_id) REFERENCES public.appointments_service(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_patientserviceplan;
CREATE POLICY owner_maintains ON public.appointments_patientserviceplan TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin ON public.appointments_patientserviceplan;
CREATE POLICY admin ON public.appointments_patientserviceplan TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- A specialist enrols the patients they see, and sees those plans.
DROP POLICY IF EXISTS of_own_visits ON public.appointments_patientserviceplan;
CREATE POLICY of_own_visits ON public.appointments_patientserviceplan TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = appointments_patientserviceplan.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

DROP POLICY IF EXISTS of_the_linked_visit ON public.appointments_patientserviceplan;
CREATE POLICY of_the_linked_visit ON public.appointments_patientserviceplan FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.patient_service_plan_id = appointments_patientserviceplan.id
                     AND a.id = (SELECT public.current_link_record_appointment_id())));

DROP POLICY IF EXISTS own_people ON public.appointments_patientserviceplan;
CREATE POLICY own_people ON public.appointments_patientserviceplan FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_patientserviceplan;
CREATE POLICY lookup_reads ON public.appointments_patientserviceplan FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_patientserviceplan;
CREATE POLICY worker_of_the_clinic ON public.appointments_patientserviceplan TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_patientserviceplan
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id
    ON public.appointments_patientserviceplan FOR EACH ROW EXECUTE FUNCTION public.check_person();
