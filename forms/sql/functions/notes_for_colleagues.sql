-- The notes for colleagues in what other specialists of this clinic signed about a person, newest first: for a specialist
-- in scope who has a visit with the same person, ahead or in the last 12 months. Of the colleague's form it gives the
-- note, the day of the visit and who wrote it; the form, and the visit, stay hidden.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.notes_for_colleagues(whom uuid)
RETURNS TABLE (started_at timestamptz, specialist text, question jsonb, answer jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH mine AS MATERIALIZED (SELECT s AS id FROM public.current_specialist_ids() s)
    SELECT a.started_at, s.display_name::text, asked.question, p.answers -> (asked.question ->> 'id')
    FROM public.appointments_appointment a
    JOIN public.appointments_specialist s ON s.id = a.specialist_id
    JOIN public.forms_form f ON f.appointment_id = a.id AND f.organisation_id = a.organisation_id
    JOIN public.forms_privateanswers p ON p.form_id = f.id
    CROSS JOIN LATERAL jsonb_array_elements(f.snapshot) AS asked (question)
    WHERE a.patient_person_id = whom AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND a.specialist_id NOT IN (SELECT id FROM mine)
      AND f.filled_by = 'specialist' AND f.status = 'signed'
      AND NOT EXISTS (SELECT 1 FROM public.forms_form later WHERE later.replaces_id = f.id AND later.status = 'signed')
      AND (asked.question ->> 'private')::boolean AND (asked.question ->> 'colleagues')::boolean
      AND p.answers ? (asked.question ->> 'id')
      AND EXISTS (
          SELECT 1 FROM public.appointments_appointment own
          WHERE own.patient_person_id = whom AND own.organisation_id = a.organisation_id AND own.deleted_at IS NULL
            AND own.specialist_id IN (SELECT id FROM mine)
            AND own.status NOT IN ('cancelled', 'noshow') AND own.started_at > now() - interval '12 months')
    ORDER BY a.started_at DESC, f.position, f.id
    LIMIT 20
$$;
REVOKE ALL ON FUNCTION public.notes_for_colleagues FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.notes_for_colleagues TO restartix_app;
