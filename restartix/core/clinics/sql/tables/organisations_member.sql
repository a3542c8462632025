ALTER TABLE public.organisations_member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.organisations_member FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.organisations_member TO restartix_app;
GRANT SELECT ON public.organisations_member TO restartix_worker;
GRANT SELECT, UPDATE (joined_at) ON public.organisations_member TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.organisations_member;
CREATE POLICY owner_maintains ON public.organisations_member TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_keeps ON public.organisations_member;
CREATE POLICY admin_keeps ON public.organisations_member TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS self_reads ON public.organisations_member;
CREATE POLICY self_reads ON public.organisations_member FOR SELECT TO restartix_app
    USING (user_id = (SELECT public.current_user_id()) AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS joining_is_noted ON public.organisations_member;
CREATE POLICY joining_is_noted ON public.organisations_member FOR UPDATE TO restartix_lookup USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.organisations_member;
CREATE POLICY lookup_reads ON public.organisations_member FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.organisations_member;
CREATE POLICY worker_of_the_clinic ON public.organisations_member TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.organisations_member
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE ON public.organisations_member FOR EACH ROW EXECUTE FUNCTION public.keep_an_admin();
