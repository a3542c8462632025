-- A login's own row; who else may see it is said below, by the reason.

ALTER TABLE public.identity_user ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.identity_user FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, UPDATE (name, language, session_nonce) ON public.identity_user TO restartix_app;
GRANT SELECT ON public.identity_user TO restartix_worker;
GRANT SELECT, INSERT, UPDATE ON public.identity_user TO restartix_lookup;

CREATE INDEX IF NOT EXISTS login_by_words ON public.identity_user
    USING gin (public.searchable(split_part(email, '@', 1)) public.gin_trgm_ops);

DROP POLICY IF EXISTS owner_maintains ON public.identity_user;
CREATE POLICY owner_maintains ON public.identity_user TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS colleagues_read ON public.identity_user;
CREATE POLICY colleagues_read ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.organisations_member m WHERE m.user_id = identity_user.id));

DROP POLICY IF EXISTS guardians_are_named ON public.identity_user;
CREATE POLICY guardians_are_named ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));

DROP POLICY IF EXISTS self ON public.identity_user;
CREATE POLICY self ON public.identity_user TO restartix_app USING (id = (SELECT public.current_user_id()));

-- A login is visible to staff who may see one of its persons.
DROP POLICY IF EXISTS staff_of_its_persons ON public.identity_user;
CREATE POLICY staff_of_its_persons ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.user_id = identity_user.id));

DROP POLICY IF EXISTS lookup_links ON public.identity_user;
CREATE POLICY lookup_links ON public.identity_user FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS lookup_makes ON public.identity_user;
CREATE POLICY lookup_makes ON public.identity_user FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS lookup_reads ON public.identity_user;
CREATE POLICY lookup_reads ON public.identity_user FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_reads_askers ON public.identity_user;
CREATE POLICY worker_reads_askers ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.identity_signinlink l WHERE l.user_id = identity_user.id));

DROP POLICY IF EXISTS worker_reads_guardians ON public.identity_user;
CREATE POLICY worker_reads_guardians ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_guardianship g WHERE g.user_id = identity_user.id));

DROP POLICY IF EXISTS worker_reads_members ON public.identity_user;
CREATE POLICY worker_reads_members ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.organisations_member m WHERE m.user_id = identity_user.id));

DROP POLICY IF EXISTS worker_reads_patients ON public.identity_user;
CREATE POLICY worker_reads_patients ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.user_id = identity_user.id));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.identity_user
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
