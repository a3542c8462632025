-- Meetings and breaks. Specialists keep their own, admins the clinic's; visitors learn of the busy time alone.

ALTER TABLE public.appointments_block ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_block FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_block TO restartix_app;
GRANT SELECT ON public.appointments_block TO restartix_lookup;

CALL public.set_constraint('public.appointments_block', 'within_appointments_block_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_block;
CREATE POLICY owner_maintains ON public.appointments_block TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin ON public.appointments_block;
CREATE POLICY admin ON public.appointments_block TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS own ON public.appointments_block;
CREATE POLICY own ON public.appointments_block TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_block;
CREATE POLICY lookup_reads ON public.appointments_block FOR SELECT TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_block
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER claimed AFTER INSERT OR UPDATE OF specialist_id, started_at, ended_at ON public.appointments_block
    FOR EACH ROW EXECUTE FUNCTION public.claim_block();
CREATE OR REPLACE TRIGGER released BEFORE DELETE ON public.appointments_block
    FOR EACH ROW EXECUTE FUNCTION public.release_block();
