-- Codes are made, tried and spent by functions alone; only the worker, who sends them, reads the table.

ALTER TABLE public.identity_onetimecode ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.identity_onetimecode FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.identity_onetimecode TO restartix_worker;
GRANT SELECT, INSERT, UPDATE ON public.identity_onetimecode TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.identity_onetimecode;
CREATE POLICY owner_maintains ON public.identity_onetimecode TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS lookup_keeps ON public.identity_onetimecode;
CREATE POLICY lookup_keeps ON public.identity_onetimecode TO restartix_lookup USING (true) WITH CHECK (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.identity_onetimecode;
CREATE POLICY worker_of_the_clinic ON public.identity_onetimecode TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));
