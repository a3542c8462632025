-- What signed forms say of how somebody is reached waits for the clinic's staff; which numbers their owners confirmed.

ALTER TABLE public.patients_contactproposal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.patients_contactproposal FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.patients_contactproposal TO restartix_app;
GRANT SELECT, INSERT, UPDATE (outcome, decided_at, decided_by_id)
    ON public.patients_contactproposal TO restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.patients_contactproposal;
CREATE POLICY owner_maintains ON public.patients_contactproposal TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS staff_read ON public.patients_contactproposal;
CREATE POLICY staff_read ON public.patients_contactproposal FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = patients_contactproposal.person_id));

DROP POLICY IF EXISTS lookup_reads ON public.patients_contactproposal;
CREATE POLICY lookup_reads ON public.patients_contactproposal FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS signing_proposes ON public.patients_contactproposal;
CREATE POLICY signing_proposes ON public.patients_contactproposal FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS staff_decide ON public.patients_contactproposal;
CREATE POLICY staff_decide ON public.patients_contactproposal FOR UPDATE TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.patients_contactproposal
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
