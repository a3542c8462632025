-- The catalogue and the hours: open to whoever is at the clinic's pages, kept by its admins, read by its worker.
DO $$
DECLARE
    shown text;
BEGIN
    FOREACH shown IN ARRAY ARRAY['specialist', 'weeklyhours', 'dateoverride', 'service', 'servicespecialist',
        'serviceform', 'product', 'calendar', 'calendarspecialist', 'calendarform'] LOOP
        shown := 'public.appointments_' || shown;
        EXECUTE format('CALL public.guard(%L)', shown);
        EXECUTE format('CALL public.audit(%L)', shown);
        EXECUTE format('CALL public.show_to_worker(%L, %L)', shown, 'SELECT');
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO restartix_app', shown);
        EXECUTE format('CREATE POLICY at_the_clinic ON %s FOR SELECT TO restartix_app
            USING (organisation_id = (SELECT public.current_organisation_id()))', shown);
        EXECUTE format('CREATE POLICY admin_adds ON %s FOR INSERT TO restartix_app
            WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))', shown);
        EXECUTE format('CREATE POLICY admin_changes ON %s FOR UPDATE TO restartix_app
            USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))', shown);
    END LOOP;
END $$;
CALL public.show_to_lookup('public.appointments_specialist');

-- Visits
CALL public.guard('public.appointments_appointment');
CALL public.show_to_lookup('public.appointments_appointment');
CALL public.show_to_worker('public.appointments_appointment', 'SELECT');
CALL public.audit('public.appointments_appointment');
GRANT SELECT, INSERT, UPDATE ON public.appointments_appointment TO restartix_app;
GRANT USAGE ON SEQUENCE public.appointments_appointment_id_seq TO restartix_app;
CREATE POLICY patient ON public.appointments_appointment TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())) AND status <> 'done');
CREATE POLICY specialist ON public.appointments_appointment TO restartix_app
    USING (specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));
CREATE POLICY admin ON public.appointments_appointment TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
-- A booking holds its own link while it is made; afterwards the link reads and changes that one visit.
CREATE POLICY link ON public.appointments_appointment TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));

CALL public.guard('public.appointments_claim');
CREATE POLICY triggers_keep ON public.appointments_claim TO restartix_lookup USING (true) WITH CHECK (true);

CALL public.guard('public.appointments_hold');
CALL public.show_to_lookup('public.appointments_hold');
GRANT SELECT, INSERT, UPDATE ON public.appointments_hold TO restartix_app;
CREATE POLICY visitor ON public.appointments_hold TO restartix_app
    USING (client_id = (SELECT public.current_client_id()) AND organisation_id = (SELECT public.current_organisation_id()));

CALL public.guard('public.appointments_patientserviceplan');
CALL public.audit('public.appointments_patientserviceplan');
CALL public.show_to_worker('public.appointments_patientserviceplan', 'SELECT');
GRANT SELECT, INSERT, UPDATE ON public.appointments_patientserviceplan TO restartix_app;
GRANT USAGE ON SEQUENCE public.appointments_patientserviceplan_id_seq TO restartix_app;
CREATE POLICY admin ON public.appointments_patientserviceplan TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE POLICY own_people ON public.appointments_patientserviceplan FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id
    ON public.appointments_patientserviceplan FOR EACH ROW EXECUTE FUNCTION public.check_person();

-- People, seen through visits
CREATE POLICY of_own_visits ON public.patients_patient FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = patients_patient.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));
CREATE POLICY of_own_visits ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE (a.patient_person_id = patients_patientperson.id OR a.booked_as_id = patients_patientperson.id)
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));
CREATE POLICY of_the_linked_visit ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.patient_person_id = patients_patientperson.id
                     AND a.id = (SELECT public.current_link_appointment_id())));

-- The story and the effects of a visit
CALL public.guard('public.organisations_event');
CALL public.show_to_worker('public.organisations_event', 'SELECT, INSERT');
GRANT SELECT, INSERT ON public.organisations_event TO restartix_app;
CREATE POLICY told_by_who_acts ON public.organisations_event FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND actor_user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
                AND EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = organisations_event.appointment_id));
CREATE POLICY staff_read ON public.organisations_event FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = organisations_event.appointment_id));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.organisations_event
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE POLICY specialist_watches ON public.effects_effect TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.id = effects_effect.appointment_id
                     AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

-- Inside a clinic, references stay inside it.
DO $$
DECLARE
    inner_reference record;
BEGIN
    FOR inner_reference IN
        SELECT c.conrelid::regclass AS source, c.confrelid::regclass AS target, a.attname AS key,
               'within_' || left(replace(c.conrelid::regclass::text, 'public.', '') || '_' || a.attname, 50) AS name
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1 AND a.attname <> 'organisation_id'
          AND EXISTS (SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.conrelid AND o.attname = 'organisation_id')
          AND EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute o ON o.attrelid = i.indrelid AND o.attnum = i.indkey[0]
                      WHERE i.indrelid = c.confrelid AND i.indisunique AND i.indnatts = 2 AND o.attname = 'organisation_id'
                        AND (SELECT p.attname FROM pg_attribute p WHERE p.attrelid = i.indrelid AND p.attnum = i.indkey[1]) = 'id')
    LOOP
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (organisation_id, %I)
            REFERENCES %s (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE',
            inner_reference.source, inner_reference.name, inner_reference.key, inner_reference.target);
    END LOOP;
END $$;
