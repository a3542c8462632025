-- A person's archive: whoever asked for it, while they act for the person and it has not lapsed. Each download is kept.

ALTER TABLE public.appointments_export ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_export FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (downloaded_at) ON public.appointments_export TO restartix_app;
GRANT SELECT, UPDATE ON public.appointments_export TO restartix_worker;
GRANT SELECT, UPDATE (gathered, content) ON public.appointments_export TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.appointments_export;
CREATE POLICY owner_maintains ON public.appointments_export TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS asker ON public.appointments_export;
CREATE POLICY asker ON public.appointments_export TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND user_id = (SELECT public.current_user_id())
           AND expires_at > now() AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
           AND rights::text[] <@ public.rights_over(person_id));

DROP POLICY IF EXISTS lapsed_are_emptied ON public.appointments_export;
CREATE POLICY lapsed_are_emptied ON public.appointments_export FOR UPDATE TO restartix_lookup
    USING (expires_at <= now()) WITH CHECK (content IS NULL AND gathered IS NULL);

DROP POLICY IF EXISTS lookup_reads ON public.appointments_export;
CREATE POLICY lookup_reads ON public.appointments_export FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_export;
CREATE POLICY worker_of_the_clinic ON public.appointments_export TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_export
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER rights_are_noted BEFORE INSERT ON public.appointments_export
    FOR EACH ROW EXECUTE FUNCTION public.note_export_rights();
