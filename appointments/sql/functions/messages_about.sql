-- What was sent to a patient about their visits here: for whoever acts for them. What went to the staff is not theirs.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.messages_about(whose uuid) RETURNS TABLE (
    visit_id bigint, kind text, code text, state text, delivery text, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, e.kind::text, e.code::text, e.state::text, e.delivery::text, coalesce(e.finished_at, e.created_at)
    FROM public.appointments_appointment a JOIN public.effects_effect e ON e.appointment_id = a.id
    WHERE a.patient_person_id = whose AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND whose = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
      AND e.kind IN ('mail', 'sms') AND e.provider_ref NOT IN ('not needed', 'handed on')
      AND e.code IN ('booked', 'onboarded', 'reminder', 'forms', 'moved', 'reinstated', 'cancelled', 'review', 'link')
    ORDER BY 6, e.id
$$;
REVOKE ALL ON FUNCTION public.messages_about FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.messages_about TO restartix_app;
