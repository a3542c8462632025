-- What becomes of a person's profile, value by value: who, when, at which clinic, in which visit.

ALTER TABLE public.patients_profilechange ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_profilechange FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.patients_profilechange TO restartix_app;
GRANT INSERT ON public.patients_profilechange TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_profilechange;
CREATE POLICY owner_maintains ON public.patients_profilechange TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS own_affairs ON public.patients_profilechange;
CREATE POLICY own_affairs ON public.patients_profilechange FOR SELECT TO restartix_app
    USING (person_id = ANY (ARRAY(SELECT public.current_user_own_person_ids())));

DROP POLICY IF EXISTS with_the_profile ON public.patients_profilechange;
CREATE POLICY with_the_profile ON public.patients_profilechange FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patientprofile p WHERE p.person_id = patients_profilechange.person_id));

DROP POLICY IF EXISTS trigger_writes ON public.patients_profilechange;
CREATE POLICY trigger_writes ON public.patients_profilechange FOR INSERT TO restartix_lookup WITH CHECK (true);

CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.patients_profilechange
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.patients_profilechange
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
