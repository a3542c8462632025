CALL public.guard('public.reviews_review');
CALL public.show_to_worker('public.reviews_review', 'SELECT');
CALL public.audit('public.reviews_review');
GRANT SELECT, INSERT, UPDATE (rating, comment) ON public.reviews_review TO restartix_app;
CREATE POLICY staff_read ON public.reviews_review FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = reviews_review.appointment_id));
CREATE POLICY patient ON public.reviews_review TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = reviews_review.appointment_id AND a.status = 'done'
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))));
CREATE POLICY link ON public.reviews_review TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND appointment_id = (SELECT public.current_review_appointment_id()));

CALL public.guard('public.reviews_alert');
CALL public.show_to_worker('public.reviews_alert', 'SELECT');
CALL public.audit('public.reviews_alert');
GRANT SELECT, UPDATE (acknowledged_at, acknowledged_by_id, note) ON public.reviews_alert TO restartix_app;
CREATE POLICY admin ON public.reviews_alert TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

-- Whoever gives a low rating can't see alerts, so the database opens them.
CREATE FUNCTION public.open_alert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.reviews_alert (id, organisation_id, review_id, opened_at, note)
    VALUES (gen_random_uuid(), NEW.organisation_id, NEW.id, NEW.given_at, '')
    ON CONFLICT (review_id) DO NOTHING;
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.open_alert()', 'restartix_owner');
GRANT SELECT (review_id), INSERT ON public.reviews_alert TO restartix_lookup;
CREATE POLICY trigger_opens ON public.reviews_alert FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY trigger_sees ON public.reviews_alert FOR SELECT TO restartix_lookup USING (true);
CREATE TRIGGER low_rating_alerts AFTER INSERT OR UPDATE OF rating ON public.reviews_review
    FOR EACH ROW WHEN (NEW.rating < 5) EXECUTE FUNCTION public.open_alert();
