-- A guardian's rights, each apart: to book, to fill in forms, to see results. Any of them shows when the visits are.
DROP POLICY patient ON public.appointments_appointment;
CREATE POLICY patient_sees ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CREATE POLICY patient_books ON public.appointments_appointment FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))) AND status <> 'done');
CREATE POLICY patient_changes ON public.appointments_appointment FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('book'))) AND status <> 'done');

DROP POLICY patient ON public.forms_form;
CREATE POLICY patient_fills_in ON public.forms_form TO restartix_app
    USING (filled_by = 'patient' AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('forms')))));
CREATE POLICY patient_reads_results ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by <> 'patient' AND status = 'signed' AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

DROP POLICY patient ON public.reviews_review;
CREATE POLICY patient ON public.reviews_review TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = reviews_review.appointment_id AND a.status = 'done'
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

-- A specialist knows who acts for their patients.
CREATE POLICY of_own_visits ON public.patients_guardianship FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.patient_person_id = patients_guardianship.person_id
          AND a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))));

-- What a request learns about itself: the rights too, each with the persons it is for.
DROP FUNCTION public.enter_scope(text, text, text, text, text);
CREATE FUNCTION public.enter_scope(says_user text, says_nonce text, says_slug text, says_link text, says_client text)
RETURNS TABLE (organisation_id bigint, user_id uuid, user_name text, is_admin boolean, specialist_ids uuid[],
               person_ids uuid[], link_appointment_id bigint, review_appointment_id bigint,
               book_ids uuid[], forms_ids uuid[], results_ids uuid[], own_ids uuid[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known record;
BEGIN
    SELECT u.id, u.name INTO known FROM public.identity_user u
    WHERE u.id = nullif(says_user, '')::uuid AND u.is_active AND u.session_nonce = says_nonce;
    PERFORM set_config('app.user_id', coalesce(known.id::text, ''), true),
            set_config('app.link_hash', says_link, true), set_config('app.client_id', says_client, true),
            set_config('app.organisation_id', coalesce((
                SELECT o.id::text FROM public.organisations_organisation o WHERE o.slug = says_slug), ''), true);
    RETURN QUERY SELECT public.current_organisation_id(), known.id, known.name::text,
        EXISTS (SELECT public.current_admin_organisation_ids()),
        ARRAY(SELECT public.current_specialist_ids()), ARRAY(SELECT public.current_user_patient_person_ids()),
        public.current_link_appointment_id(), public.current_review_appointment_id(),
        ARRAY(SELECT public.current_user_person_ids('book')), ARRAY(SELECT public.current_user_person_ids('forms')),
        ARRAY(SELECT public.current_user_person_ids('results')), ARRAY(SELECT public.current_user_own_person_ids());
END $$;
CALL public.belongs_to_lookup('public.enter_scope(text, text, text, text, text)', 'restartix_app');
