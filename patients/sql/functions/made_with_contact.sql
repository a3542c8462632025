-- Over a record that was there before, a new guardian may book. More is granted by the person's own login, or by an
-- admin who states how they checked who it is.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.made_with_contact(organisation bigint, person uuid, contact uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.appointments_appointment a JOIN public.identity_user u ON u.id = contact
                   WHERE a.organisation_id = organisation AND a.patient_person_id = person AND a.made_person
                     AND a.booked_as_id = a.patient_person_id AND lower(a.contact_email) = u.email)
$$;
REVOKE ALL ON FUNCTION public.made_with_contact FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.made_with_contact TO restartix_worker;
