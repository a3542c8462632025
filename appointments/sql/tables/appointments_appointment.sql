-- Visits: the patient's side, the specialist, the admins, and a private link, each by a policy of their own; judge_move
-- decides which changes are legal.

ALTER TABLE public.appointments_appointment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_appointment FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.appointments_appointment_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_appointment TO restartix_app;
GRANT SELECT ON public.appointments_appointment TO restartix_worker;
GRANT SELECT, UPDATE (contact_email, link_nonce, link_hash) ON public.appointments_appointment TO restartix_lookup;
GRANT USAGE ON SEQUENCE public.appointments_appointment_id_seq TO restartix_app;

CALL public.set_constraint('public.appointments_appointment', 'within_appointments_appointment_calendar_id',
    'FOREIGN KEY (organisation_id, calendar_id) REFERENCES public.appointments_calendar(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.appointments_appointment', 'within_appointments_appointment_patient_service_plan_id',
    'FOREIGN KEY (organisation_id, patient_service_plan_id) REFERENCES
     public.appointments_patientserviceplan(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.appointments_appointment', 'within_appointments_appointment_service_id',
    'FOREIGN KEY (organisation_id, service_id) REFERENCES public.appointments_service(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.appointments_appointment', 'within_appointments_appointment_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

CREATE INDEX IF NOT EXISTS visit_by_contact ON public.appointments_appointment
    USING gin (public.searchable(split_part(contact_email, '@', 1)) public.gin_trgm_ops) WHERE contact_email <> '';
-- Each live visit of a plan is one of its sessions. A cancelled one gives its number back; whoever needs a number gets
-- the lowest that is free, one at a time for each plan, and the index is the judge.
CREATE UNIQUE INDEX IF NOT EXISTS one_visit_per_session ON public.appointments_appointment (patient_service_plan_id, plan_session_number)
    WHERE patient_service_plan_id IS NOT NULL AND status <> 'cancelled' AND deleted_at IS NULL;

DROP POLICY IF EXISTS owner_maintains ON public.appointments_appointment;
CREATE POLICY owner_maintains ON public.appointments_appointment TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin ON public.appointments_appointment;
CREATE POLICY admin ON public.appointments_appointment TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_appointment;
CREATE POLICY at_the_clinic ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_clinic_signing_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS link_changes ON public.appointments_appointment;
CREATE POLICY link_changes ON public.appointments_appointment FOR UPDATE TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id())
           AND 'book' = ANY ((SELECT public.current_link_rights())::text[]));

DROP POLICY IF EXISTS link_makes ON public.appointments_appointment;
CREATE POLICY link_makes ON public.appointments_appointment FOR INSERT TO restartix_app
    WITH CHECK (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS link_sees ON public.appointments_appointment;
CREATE POLICY link_sees ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id())
           AND NOT (SELECT public.current_link_is_barred()));

DROP POLICY IF EXISTS patient_books ON public.appointments_appointment;
CREATE POLICY patient_books ON public.appointments_appointment FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))) AND status <> 'done');

DROP POLICY IF EXISTS patient_changes ON public.appointments_appointment;
CREATE POLICY patient_changes ON public.appointments_appointment FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))) AND status <> 'done');

DROP POLICY IF EXISTS patient_sees ON public.appointments_appointment;
CREATE POLICY patient_sees ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));

DROP POLICY IF EXISTS specialist ON public.appointments_appointment;
CREATE POLICY specialist ON public.appointments_appointment TO restartix_app
    USING (specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_appointment;
CREATE POLICY lookup_reads ON public.appointments_appointment FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS mail_is_moved ON public.appointments_appointment;
CREATE POLICY mail_is_moved ON public.appointments_appointment FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_appointment;
CREATE POLICY worker_of_the_clinic ON public.appointments_appointment TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER claimed AFTER INSERT OR UPDATE OF status, specialist_id, started_at, ended_at, buffer_before,
    buffer_after, deleted_at ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_claim();
CREATE OR REPLACE TRIGGER judged BEFORE INSERT OR UPDATE ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.judge_move();
CREATE OR REPLACE TRIGGER link_facts_are_kept BEFORE UPDATE OF made_person, link_holder_id, browser_hash, contact_email, link_hash
    ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_link_facts();
CREATE OR REPLACE TRIGGER made_person_is_noted BEFORE INSERT ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.note_made_person();
CREATE OR REPLACE TRIGGER notes_forgotten AFTER UPDATE OF status ON public.appointments_appointment FOR EACH ROW
    WHEN (OLD.status = 'inprogress' AND NEW.status <> 'inprogress') EXECUTE FUNCTION public.forget_notes();
CREATE OR REPLACE TRIGGER numbered BEFORE INSERT OR UPDATE OF patient_service_plan_id, plan_session_number, status, deleted_at
    ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.number_session();
CREATE OR REPLACE TRIGGER references_checked BEFORE INSERT OR UPDATE ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.check_visit();
CREATE OR REPLACE TRIGGER who_booked_is_kept BEFORE UPDATE OF patient_person_id, booked_as_id, booked_by
    ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_who_booked();
