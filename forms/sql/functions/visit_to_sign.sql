-- What a form that one was named for says of its visit: no more than stands at the head of the paper.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.visit_to_sign(asked uuid)
RETURNS TABLE (id bigint, organisation_id bigint, status text, started_at timestamptz, ended_at timestamptz,
               specialist_id uuid, service_id uuid, person_id uuid, person_name text, birth_date date)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, a.organisation_id, a.status::text, a.started_at, a.ended_at, a.specialist_id, a.service_id,
           p.id, p.name::text, p.birth_date
    FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
    JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    WHERE f.id = asked AND f.id IN (SELECT public.current_named_form_ids())
$$;
REVOKE ALL ON FUNCTION public.visit_to_sign FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.visit_to_sign TO restartix_app;
