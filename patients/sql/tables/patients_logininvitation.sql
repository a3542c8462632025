-- Whom an admin has named; the worker finds or makes their login.

ALTER TABLE public.patients_logininvitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_logininvitation FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.patients_logininvitation TO restartix_app;
GRANT SELECT, UPDATE ON public.patients_logininvitation TO restartix_worker;
GRANT SELECT ON public.patients_logininvitation TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_logininvitation;
CREATE POLICY owner_maintains ON public.patients_logininvitation TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_keeps ON public.patients_logininvitation;
CREATE POLICY admin_keeps ON public.patients_logininvitation TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.patients_logininvitation;
CREATE POLICY lookup_reads ON public.patients_logininvitation FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.patients_logininvitation;
CREATE POLICY worker_of_the_clinic ON public.patients_logininvitation TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_logininvitation
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER person_known_here BEFORE INSERT OR UPDATE OF person_id, organisation_id ON public.patients_logininvitation
    FOR EACH ROW EXECUTE FUNCTION public.check_person();
CREATE OR REPLACE TRIGGER rights_are_stated BEFORE INSERT ON public.patients_logininvitation
    FOR EACH ROW EXECUTE FUNCTION public.judge_invitation();
