-- Who a booking may be of. Many people share a name: by that alone nobody is asked about.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.likely_persons(visit bigint) RETURNS TABLE (person_id uuid, same text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.person_id, f.same
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    CROSS JOIN LATERAL public.alike_persons(p.name, p.birth_date, p.phone, a.contact_email, a.booked_as_id) f
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id()
      AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR a.specialist_id IN (SELECT public.current_specialist_ids()))
      AND f.same <> ARRAY['name']
$$;
REVOKE ALL ON FUNCTION public.likely_persons FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.likely_persons TO restartix_app;
