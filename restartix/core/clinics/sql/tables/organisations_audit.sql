-- The log: written by the trigger alone, read by admins, changed by nobody.

ALTER TABLE public.organisations_audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.organisations_audit FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.organisations_audit_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.organisations_audit TO restartix_app;
GRANT SELECT, INSERT ON public.organisations_audit TO restartix_lookup;
GRANT USAGE ON SEQUENCE public.organisations_audit_id_seq TO restartix_lookup;

CALL public.set_constraint('public.organisations_audit', 'opened_is_a_record',
    'CHECK (action <> ''open'' OR table_name IN (''visit'', ''forms'', ''session'', ''person''))');

DROP POLICY IF EXISTS admin_reads ON public.organisations_audit;
CREATE POLICY admin_reads ON public.organisations_audit FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.organisations_audit;
CREATE POLICY lookup_reads ON public.organisations_audit FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS trigger_writes ON public.organisations_audit;
CREATE POLICY trigger_writes ON public.organisations_audit FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS owner_reads ON public.organisations_audit;
CREATE POLICY owner_reads ON public.organisations_audit FOR SELECT TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.organisations_audit
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.organisations_audit
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
