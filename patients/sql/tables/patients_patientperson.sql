ALTER TABLE public.patients_patientperson ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_patientperson FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (name, phone, birth_date) ON public.patients_patientperson TO restartix_app;
GRANT SELECT, UPDATE (user_id) ON public.patients_patientperson TO restartix_worker;
GRANT SELECT, INSERT, UPDATE (name, phone, birth_date, user_id) ON public.patients_patientperson TO restartix_lookup;

CREATE INDEX IF NOT EXISTS person_by_birth ON public.patients_patientperson (birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_by_name_key ON public.patients_patientperson (public.name_key(name), birth_date);
CREATE INDEX IF NOT EXISTS person_by_words ON public.patients_patientperson
    USING gin (public.searchable(name || ' ' || phone) public.gin_trgm_ops);

DROP POLICY IF EXISTS owner_maintains ON public.patients_patientperson;
CREATE POLICY owner_maintains ON public.patients_patientperson TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_of_the_maker ON public.patients_patientperson;
CREATE POLICY admin_of_the_maker ON public.patients_patientperson TO restartix_app
    USING (made_by_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.patients_patientperson;
CREATE POLICY at_the_clinic ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.patient_person_id = patients_patientperson.id
                     AND a.link_hash = (SELECT public.current_clinic_signing_link_hash())));

DROP POLICY IF EXISTS booking_makes ON public.patients_patientperson;
CREATE POLICY booking_makes ON public.patients_patientperson FOR INSERT TO restartix_app
    WITH CHECK (made_by_id = (SELECT public.current_organisation_id()) AND user_id IS NULL
                AND link_hash = (SELECT public.current_link_hash()));

DROP POLICY IF EXISTS of_own_visits ON public.patients_patientperson;
CREATE POLICY of_own_visits ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE (a.patient_person_id = patients_patientperson.id OR a.booked_as_id = patients_patientperson.id)
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

DROP POLICY IF EXISTS of_the_linked_visit ON public.patients_patientperson;
CREATE POLICY of_the_linked_visit ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE (a.patient_person_id = patients_patientperson.id
                          AND a.id = (SELECT public.current_link_record_appointment_id()))
                      OR (a.booked_as_id = patients_patientperson.id AND a.booked_as_id <> a.patient_person_id
                          AND a.id = (SELECT public.current_link_appointment_id()))));

DROP POLICY IF EXISTS own_affairs ON public.patients_patientperson;
CREATE POLICY own_affairs ON public.patients_patientperson FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

DROP POLICY IF EXISTS own_people ON public.patients_patientperson;
CREATE POLICY own_people ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));

DROP POLICY IF EXISTS staff_make ON public.patients_patientperson;
CREATE POLICY staff_make ON public.patients_patientperson FOR INSERT TO restartix_app
    WITH CHECK (made_by_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND user_id IS NULL);

DROP POLICY IF EXISTS staff_of_a_clinic_that_knows ON public.patients_patientperson;
CREATE POLICY staff_of_a_clinic_that_knows ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = patients_patientperson.id));

DROP POLICY IF EXISTS dependent_is_added ON public.patients_patientperson;
CREATE POLICY dependent_is_added ON public.patients_patientperson FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.patients_patientperson;
CREATE POLICY lookup_reads ON public.patients_patientperson FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS signing_carries_over ON public.patients_patientperson;
CREATE POLICY signing_carries_over ON public.patients_patientperson FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS wrong_login_ends ON public.patients_patientperson;
CREATE POLICY wrong_login_ends ON public.patients_patientperson FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_patientperson;
CREATE POLICY worker_of_the_clinic ON public.patients_patientperson TO restartix_worker
    USING (made_by_id = (SELECT public.current_organisation_id())
           OR EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = patients_patientperson.id));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_patientperson
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER birth_date_is_kept BEFORE UPDATE OF birth_date ON public.patients_patientperson FOR EACH ROW
    WHEN (OLD.birth_date IS NOT NULL AND NEW.birth_date IS DISTINCT FROM OLD.birth_date)
    EXECUTE FUNCTION public.keep_birth_date();
CREATE OR REPLACE TRIGGER confirmation_ends AFTER UPDATE OF phone ON public.patients_patientperson
    FOR EACH ROW WHEN (OLD.phone <> '' AND NEW.phone <> OLD.phone) EXECUTE FUNCTION public.end_confirmation();
CREATE OR REPLACE TRIGGER kept_in_history AFTER UPDATE OF name, phone, birth_date ON public.patients_patientperson
    FOR EACH ROW EXECUTE FUNCTION public.keep_profile_change();
CREATE OR REPLACE TRIGGER login_is_linked BEFORE INSERT OR UPDATE ON public.patients_patientperson
    FOR EACH ROW EXECUTE FUNCTION public.keep_whose_login();
CREATE OR REPLACE TRIGGER taken_over AFTER UPDATE OF user_id ON public.patients_patientperson
    FOR EACH ROW WHEN (OLD.user_id IS NULL AND NEW.user_id IS NOT NULL) EXECUTE FUNCTION public.take_over();
