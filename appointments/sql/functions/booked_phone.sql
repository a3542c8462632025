-- The number that was typed for a visit, for those whose visit it is; the row may hold more than they may see.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.booked_phone(visit bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.phone FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id()
      AND (a.id = public.current_link_appointment_id()
           OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()))
$$;
REVOKE ALL ON FUNCTION public.booked_phone FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.booked_phone TO restartix_app;
