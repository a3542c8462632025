-- The catalogue and the hours: open to whoever is at the clinic's pages, kept by its admins, read by its worker.

ALTER TABLE public.appointments_specialist ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_specialist FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_specialist TO restartix_app;
GRANT SELECT ON public.appointments_specialist TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.appointments_specialist', 'within_appointments_specialist_member_id',
    'FOREIGN KEY (organisation_id, member_id) REFERENCES public.organisations_member(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_specialist;
CREATE POLICY owner_maintains ON public.appointments_specialist TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_adds ON public.appointments_specialist;
CREATE POLICY admin_adds ON public.appointments_specialist FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_changes ON public.appointments_specialist;
CREATE POLICY admin_changes ON public.appointments_specialist FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_specialist;
CREATE POLICY at_the_clinic ON public.appointments_specialist FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

-- Specialists keep their own hours, and what stands on the public page about them; never whose they are.
DROP POLICY IF EXISTS own_page ON public.appointments_specialist;
CREATE POLICY own_page ON public.appointments_specialist FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_specialist_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_specialist;
CREATE POLICY lookup_reads ON public.appointments_specialist FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_specialist;
CREATE POLICY worker_of_the_clinic ON public.appointments_specialist TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_specialist
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER stays BEFORE UPDATE OF member_id, organisation_id ON public.appointments_specialist FOR EACH ROW
    WHEN (NEW.member_id <> OLD.member_id OR NEW.organisation_id <> OLD.organisation_id)
    EXECUTE FUNCTION public.refuse_other_owner();
