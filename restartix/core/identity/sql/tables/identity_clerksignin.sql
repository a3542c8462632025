-- Sessions that began at Clerk, and whether they have ended there. What ended before it began here is kept too.

ALTER TABLE public.identity_clerksignin ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.identity_clerksignin FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.identity_clerksignin TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.identity_clerksignin;
CREATE POLICY owner_maintains ON public.identity_clerksignin TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS lookup_keeps ON public.identity_clerksignin;
CREATE POLICY lookup_keeps ON public.identity_clerksignin TO restartix_lookup USING (true) WITH CHECK (true);
