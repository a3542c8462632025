-- Proofs that whoever holds a visit's link is who they say. Kept for ever; one counts while the record, its login and
-- the address that the link is mailed to are those of then.
-- At the desk: whoever steers the visit says how they checked. It proves the mailed link, never somebody's browser.

ALTER TABLE public.appointments_identityproof ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_identityproof FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.appointments_identityproof TO restartix_app, restartix_lookup;
GRANT SELECT ON public.appointments_identityproof TO restartix_worker;

CALL public.set_constraint('public.appointments_identityproof', 'desk_states_how',
    'CHECK (how <> ''desk'' OR btrim(note) <> '''' AND stated_by_id IS NOT NULL)');
CALL public.set_constraint('public.appointments_identityproof', 'within_appointments_identityproof_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_identityproof;
CREATE POLICY owner_maintains ON public.appointments_identityproof TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS staff_of_the_visit ON public.appointments_identityproof;
CREATE POLICY staff_of_the_visit ON public.appointments_identityproof FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = appointments_identityproof.appointment_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS staff_state ON public.appointments_identityproof;
CREATE POLICY staff_state ON public.appointments_identityproof FOR INSERT TO restartix_app
    WITH CHECK (how = 'desk' AND NOT by_browser AND stated_by_id = (SELECT public.current_user_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = appointments_identityproof.appointment_id AND a.organisation_id = appointments_identityproof.organisation_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS code_proves ON public.appointments_identityproof;
CREATE POLICY code_proves ON public.appointments_identityproof FOR INSERT TO restartix_lookup WITH CHECK (how = 'code');

DROP POLICY IF EXISTS lookup_reads ON public.appointments_identityproof;
CREATE POLICY lookup_reads ON public.appointments_identityproof FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_identityproof;
CREATE POLICY worker_of_the_clinic ON public.appointments_identityproof TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_identityproof
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER filled BEFORE INSERT ON public.appointments_identityproof
    FOR EACH ROW EXECUTE FUNCTION public.fill_identity_proof();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.appointments_identityproof
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.appointments_identityproof
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
