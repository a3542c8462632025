-- The address that a visit's mail goes to: its contact's, else its person's own login's.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.visit_address(visit bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT lower(coalesce(nullif(a.contact_email, ''), u.email, ''))
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    LEFT JOIN public.identity_user u ON u.id = p.user_id WHERE a.id = visit
$$;
REVOKE ALL ON FUNCTION public.visit_address FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.visit_address TO restartix_worker;
