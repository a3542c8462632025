ALTER TABLE public.reviews_alert ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.reviews_alert FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, UPDATE (acknowledged_at, note, acknowledged_by_id) ON public.reviews_alert TO restartix_app;
GRANT SELECT ON public.reviews_alert TO restartix_worker;
GRANT SELECT, INSERT, UPDATE, SELECT (review_id) ON public.reviews_alert TO restartix_lookup;

CALL public.set_constraint('public.reviews_alert', 'within_reviews_alert_review_id',
    'FOREIGN KEY (organisation_id, review_id) REFERENCES public.reviews_review(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.reviews_alert;
CREATE POLICY owner_maintains ON public.reviews_alert TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin ON public.reviews_alert;
CREATE POLICY admin ON public.reviews_alert TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS trigger_keeps ON public.reviews_alert;
CREATE POLICY trigger_keeps ON public.reviews_alert FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS trigger_opens ON public.reviews_alert;
CREATE POLICY trigger_opens ON public.reviews_alert FOR INSERT TO restartix_lookup WITH CHECK (true);

DROP POLICY IF EXISTS trigger_sees ON public.reviews_alert;
CREATE POLICY trigger_sees ON public.reviews_alert FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.reviews_alert;
CREATE POLICY worker_of_the_clinic ON public.reviews_alert TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.reviews_alert
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
