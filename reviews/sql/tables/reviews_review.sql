ALTER TABLE public.reviews_review ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.reviews_review FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (rating, comment) ON public.reviews_review TO restartix_app;
GRANT SELECT ON public.reviews_review TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.reviews_review', 'within_reviews_review_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.reviews_review;
CREATE POLICY owner_maintains ON public.reviews_review TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS link ON public.reviews_review;
CREATE POLICY link ON public.reviews_review TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND appointment_id = (SELECT public.current_review_appointment_id()));

DROP POLICY IF EXISTS patient ON public.reviews_review;
CREATE POLICY patient ON public.reviews_review TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = reviews_review.appointment_id AND a.status = 'done'
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

DROP POLICY IF EXISTS staff_read ON public.reviews_review;
CREATE POLICY staff_read ON public.reviews_review FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = reviews_review.appointment_id));

DROP POLICY IF EXISTS lookup_reads ON public.reviews_review;
CREATE POLICY lookup_reads ON public.reviews_review FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.reviews_review;
CREATE POLICY worker_of_the_clinic ON public.reviews_review TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.reviews_review
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER low_rating_alerts AFTER INSERT OR UPDATE OF rating ON public.reviews_review
    FOR EACH ROW EXECUTE FUNCTION public.open_alert();
CREATE OR REPLACE TRIGGER review_is_settled BEFORE UPDATE ON public.reviews_review FOR EACH ROW EXECUTE FUNCTION public.settle_review();
